"""Floating members (流动党员): who sees a period, the share by one formula, what is due, and lists."""
