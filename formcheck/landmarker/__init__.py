"""Frames in, people's landmarks out."""

from formcheck.landmarker.landmarker import Landmarker, Networks
from formcheck.landmarker.mediapipe_engine import ENGINE, model_sha256

__all__ = ["ENGINE", "Landmarker", "Networks", "model_sha256"]
