"""Journeys through the pages in a real browser, on an installation with its own server and worker."""
