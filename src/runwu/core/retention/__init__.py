"""Retention (保存期限): every kind of content has its time; what is due goes, with one row in the audit log per kind."""

from runwu.core.retention import kinds  # noqa: F401 -- registers what core keeps
from runwu.core.retention.clearing import Cleared, clear_daily, clear_due, clear_hourly, what_is_due
from runwu.core.retention.periods import kept_since
from runwu.core.retention.registry import Category, Moment, categories, register_category

__all__ = [
    "Category",
    "Cleared",
    "Moment",
    "categories",
    "clear_daily",
    "clear_due",
    "clear_hourly",
    "kept_since",
    "register_category",
    "what_is_due",
]
