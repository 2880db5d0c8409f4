"""formcheck: a camera form checker for posterior-chain exercises."""

__version__ = "0.1.0"
