"""Pages of organisations."""

from runwu.organizations.views.lists import instructor_list, organization_list
from runwu.organizations.views.moves import move_organization, take_back_move
from runwu.organizations.views.pages import organization_page, organization_tree

__all__ = [
    "instructor_list",
    "move_organization",
    "organization_list",
    "organization_page",
    "organization_tree",
    "take_back_move",
]
