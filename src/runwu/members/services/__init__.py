"""What is done with members: affiliated, moved."""

from runwu.members.services.affiliations import affiliate

__all__ = ["affiliate"]
