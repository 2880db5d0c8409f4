"""Frames in, people's landmarks out."""

from formcheck.landmarker.engines import EngineChoice, Networks, check_engine, loading
from formcheck.landmarker.landmarker import Glimpse, Landmarker
from formcheck.landmarker.mediapipe_engine import ENGINE

__all__ = ["ENGINE", "EngineChoice", "Glimpse", "Landmarker", "Networks", "check_engine", "loading"]
