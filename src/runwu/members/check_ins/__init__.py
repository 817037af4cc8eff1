"""Dual check-in (双报到): which reports a scope sees, as a list and as forms."""
