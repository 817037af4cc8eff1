"""Pages of members."""

from runwu.members.views.members import member_list, member_page, open_contact

__all__ = ["member_list", "member_page", "open_contact"]
