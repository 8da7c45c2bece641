"""The program that runs the kit: ``python3 -m course``."""

__version__ = "1.0.0"
