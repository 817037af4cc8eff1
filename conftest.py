"""What every test needs."""

from collections.abc import Iterator

import pytest
from django.db import connections
from pytest_django import DjangoDbBlocker

from tests.audit_triggers import let_flush_empty_the_audit_tables

let_flush_empty_the_audit_tables()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Close the second connection (`progress`) before PostgreSQL's test database is dropped."""
    yield
    with django_db_blocker.unblock():
        connections["progress"].close()
