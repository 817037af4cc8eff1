"""Pages of organisations."""

from runwu.organizations.views.lists import instructor_list, organization_list
from runwu.organizations.views.pages import organization_page, organization_tree

__all__ = ["instructor_list", "organization_list", "organization_page", "organization_tree"]
