"""Propose plans over plain values: no Django, no clock but a monotonic one, no network (规划)."""
