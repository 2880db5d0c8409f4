"""Video files in and out, with each frame's own time."""

from formcheck.video.reader import Frame, VideoFile, VideoInfo
from formcheck.video.writer import VideoWriter, to_encode

__all__ = ["Frame", "VideoFile", "VideoInfo", "VideoWriter", "to_encode"]
