"""Pages that belong to no single app: search, clauses, suggestions, settings."""
