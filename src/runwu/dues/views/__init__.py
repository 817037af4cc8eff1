"""Pages of dues (党费)."""
