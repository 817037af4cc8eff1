"""Requests per second of list pages, beside a bare page and Django's admin (see run.py)."""
