"""Figures frozen on a closing day (时点数)."""
