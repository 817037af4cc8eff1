"""Pages of enterprises."""

from runwu.enterprises.views.files import edit_facts, enterprise_file
from runwu.enterprises.views.lists import enterprise_list
from runwu.enterprises.views.visibility import visibility

__all__ = ["edit_facts", "enterprise_file", "enterprise_list", "visibility"]
