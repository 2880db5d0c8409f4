"""The client history: clients, their sets, reps and mistakes, in one SQLite file."""

from formcheck.store.records import Client, Forgotten, Picture, StoredMistake, StoredSet
from formcheck.store.store import Store

__all__ = ["Client", "Forgotten", "Picture", "Store", "StoredMistake", "StoredSet"]
