"""Evidence pictures made small enough to keep by the hundred."""

from __future__ import annotations

import cv2
import numpy as np

LONGEST_EDGE = 480
QUALITY = 80


def thumbnail(jpeg: bytes) -> bytes:
    """A JPEG of at most ``LONGEST_EDGE`` pixels along its longer edge; nothing but the picture.

    Raises:
        ValueError: these bytes are no picture.
    """
    picture = cv2.imdecode(np.frombuffer(jpeg, np.uint8), cv2.IMREAD_COLOR) if jpeg else None
    if picture is None:
        raise ValueError("an evidence picture is no picture")
    height, width = picture.shape[:2]
    scale = min(1.0, LONGEST_EDGE / max(height, width))
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    small = cv2.resize(picture, size, interpolation=cv2.INTER_AREA)
    return bytes(cv2.imencode(".jpg", small, [cv2.IMWRITE_JPEG_QUALITY, QUALITY])[1])
