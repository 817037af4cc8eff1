"""Does the installation survive: kills, many people at once, a database that goes away (make soak: at full length)."""
