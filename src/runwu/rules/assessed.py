"""Whom a point or an indicator is about (对象)."""

from __future__ import annotations

from enum import StrEnum


class Subject(StrEnum):
    """Whom a point or an indicator is about; persons are here only to be refused."""

    ENTERPRISE = "enterprise"
    ORGANIZATION = "organization"
    PERSON = "person"
