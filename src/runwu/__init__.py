"""Runwu (润物), the platform on which industrial parks do their Party work."""

__version__ = "0.1.0"
