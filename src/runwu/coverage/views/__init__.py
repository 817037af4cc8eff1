"""Pages of plans, adoptions and required pairs."""
