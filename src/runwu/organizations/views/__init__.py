"""Pages of organisations."""

from runwu.organizations.views.cards import post_card, remove_staff_skill, withdraw_note
from runwu.organizations.views.collection import collection_form
from runwu.organizations.views.details import organization_details
from runwu.organizations.views.lines import line_overview, line_tree, line_units
from runwu.organizations.views.lists import instructor_list, organization_list, post_list, post_overview
from runwu.organizations.views.moves import move_organization
from runwu.organizations.views.pages import organization_page, organization_tree
from runwu.organizations.views.papers import approval_file, approval_paper
from runwu.organizations.views.posts import correct_post, end_post, record_post, withdraw_post
from runwu.organizations.views.promises import (
    promise_list,
    promise_sheet,
    promises_of_relation,
    settle_promise,
    withdraw_promise,
)
from runwu.organizations.views.relations import end_relation, record_relation, withdraw_relation
from runwu.organizations.views.renaming import found_organization, rename_organization
from runwu.organizations.views.reserves import end_reserve, list_reserve, reserve_list, update_reserve
from runwu.organizations.views.restructuring import (
    dissolve_organization,
    merge_organizations,
    take_back_restructuring,
)
from runwu.organizations.views.setting_up import set_up_organization
from runwu.organizations.views.splitting import split_organization, upgrade_organization
from runwu.organizations.views.terms import correct_term, extend_term, record_term, term_list, withdraw_term
from runwu.organizations.views.vacancies import close_vacancy, skill_list, skill_map, vacancy_list, vacancy_page

__all__ = [
    "approval_file",
    "approval_paper",
    "close_vacancy",
    "collection_form",
    "correct_post",
    "correct_term",
    "dissolve_organization",
    "end_post",
    "end_relation",
    "end_reserve",
    "extend_term",
    "found_organization",
    "instructor_list",
    "line_overview",
    "line_tree",
    "line_units",
    "list_reserve",
    "merge_organizations",
    "move_organization",
    "organization_details",
    "organization_list",
    "organization_page",
    "organization_tree",
    "post_card",
    "post_list",
    "post_overview",
    "promise_list",
    "promise_sheet",
    "promises_of_relation",
    "record_post",
    "record_relation",
    "record_term",
    "remove_staff_skill",
    "rename_organization",
    "reserve_list",
    "set_up_organization",
    "settle_promise",
    "skill_list",
    "skill_map",
    "split_organization",
    "take_back_restructuring",
    "term_list",
    "update_reserve",
    "upgrade_organization",
    "vacancy_list",
    "vacancy_page",
    "withdraw_note",
    "withdraw_post",
    "withdraw_promise",
    "withdraw_relation",
    "withdraw_term",
]
