"""The program that runs the kit: ``python3 -m course``."""

__version__ = "0.1.0"
