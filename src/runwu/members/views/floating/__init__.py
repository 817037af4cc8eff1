"""Pages of floating members: lists and records, one period, seasons, and the member's own page."""
