"""What every test needs."""

from tests.audit_triggers import let_flush_empty_the_audit_tables

let_flush_empty_the_audit_tables()
