"""Feedback in front of a camera: the recorded path, walked while the set is being done."""
