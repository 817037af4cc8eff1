"""What the documents say, statement by statement, and where each is represented or why not (条文对照)."""

from runwu.rules.statements.model import Statement, StatementTopic
from runwu.rules.statements.reading import load_statements, packaged_statements

__all__ = ["Statement", "StatementTopic", "load_statements", "packaged_statements"]
