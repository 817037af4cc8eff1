"""A gallery of every component, for tests and for looking at: never part of an installation."""
