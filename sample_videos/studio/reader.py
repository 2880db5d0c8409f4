"""Reading one table of a clip description; every problem names file, field and remedy."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from .errors import SpecError


class Reader:
    """Takes keys out of a table one by one; ``done`` refuses what nobody asked for."""

    def __init__(self, table: Any, source: str, path: str = "") -> None:
        self.source, self.path = source, path
        if not isinstance(table, dict):
            raise SpecError(source, path, "is not a table", f"write it as [{path}]")
        self._rest = dict(table)
        self._asked: list[str] = []

    def fail(self, key: str, problem: str, remedy: str) -> SpecError:
        """The error for a key of this table."""
        return SpecError(self.source, self.path + key, problem, remedy)

    def take(self, key: str, default: Any = None) -> Any:
        """The raw value of a key, or the default."""
        self._asked.append(key)
        return self._rest.pop(key, default)

    def table(self, key: str) -> Reader:
        """A table inside this one; missing = empty."""
        return Reader(self.take(key, {}), self.source, f"{self.path}{key}.")

    def tables(self, key: str) -> list[Reader]:
        """An array of tables inside this one."""
        value = self.take(key, [])
        if not isinstance(value, list):
            raise self.fail(key, "is not a list of tables", f"write each as [[{key}]]")
        return [Reader(each, self.source, f"{self.path}{key}[{i}].")
                for i, each in enumerate(value, start=1)]

    def choice(self, key: str, options: Iterable[str], default: str | None = None) -> str:
        """A word out of a list."""
        value, known = self.take(key, default), list(options)
        if value not in known:
            problem = "is missing" if value is None else f"{value!r} is unknown"
            raise self.fail(key, problem, f"choose one of {', '.join(known)}")
        return str(value)

    def words(self, key: str, options: Iterable[str]) -> tuple[str, ...]:
        """Any number of words out of a list."""
        value, known = self.take(key, []), list(options)
        if not isinstance(value, list):
            raise self.fail(key, f"{value!r} is no list", f"write it as [\"{known[0]}\"]")
        for word in value:
            if word not in known:
                raise self.fail(key, f"{word!r} is unknown", f"choose from {', '.join(known)}")
        return tuple(value)

    def number(self, key: str, default: float | None, low: float, high: float) -> float:
        """A number inside bounds."""
        value = self.take(key, default)
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise self.fail(key, f"{value!r} is not a number", f"give {low:g} to {high:g}")
        if not low <= value <= high:
            raise self.fail(key, f"{value:g} is out of range", f"give {low:g} to {high:g}")
        return float(value)

    def numbers(self, key: str, default: float | None, low: float, high: float, count: int,
                ) -> tuple[float, ...]:
        """A number that holds for all, or a list of ``count`` numbers, inside bounds."""
        value = self.take(key, default)
        each = value if isinstance(value, list) else [value] * count
        if len(each) != count:
            raise self.fail(key, f"has {len(each)} entries", f"give one number, or {count} of "
                            "them: one for each rep meant")
        for number in each:
            if isinstance(number, bool) or not isinstance(number, int | float):
                raise self.fail(key, f"{number!r} is not a number", f"give {low:g} to {high:g}")
            if not low <= number <= high:
                raise self.fail(key, f"{number:g} is out of range", f"give {low:g} to {high:g}")
        return tuple(map(float, each))

    def whole(self, key: str, default: int | None, low: int, high: int) -> int:
        """A whole number inside bounds."""
        value = self.number(key, default, low, high)
        if value != int(value):
            raise self.fail(key, f"{value:g} is not whole", f"give {low} to {high}")
        return int(value)

    def yes(self, key: str, default: bool) -> bool:
        """true or false."""
        value = self.take(key, default)
        if not isinstance(value, bool):
            raise self.fail(key, f"{value!r} is neither true nor false", "write true or false")
        return value

    def colour(self, key: str, default: tuple[float, float, float]) -> tuple[float, float, float]:
        """Three numbers 0 to 1: red, green, blue as shown on a screen."""
        value = self.take(key, list(default))
        good = isinstance(value, list) and len(value) == 3 and all(
            isinstance(v, int | float) and 0 <= v <= 1 for v in value)
        if not good:
            raise self.fail(key, f"{value!r} is no colour", "give three numbers from 0 to 1")
        return (float(value[0]), float(value[1]), float(value[2]))

    def rest(self) -> dict[str, Any]:
        """What has not been taken yet."""
        return dict(self._rest)

    def done(self) -> None:
        """Refuse keys that nobody asked for."""
        for key in self._rest:
            raise self.fail(key, "is an unknown key", f"remove it or use one of "
                            f"{', '.join(self._asked)}")
