"""Which pages show what the rules say about posts and terms."""

from django.utils.translation import gettext_lazy as _

from runwu.core.rule_pages import RulePage, rule_pages

_TERM = ("terms.election_due", "terms.term_ends", "terms.term_start")

for page in (
    RulePage(
        name="organizations:post-record",
        title=_("登记任职"),
        checks=(
            "branch_size.posts_apart",
            "branch_size.posts_fit",
            "terms.may_be_secretary",
            "votes.has_voting_right",
            *_TERM,
        ),
    ),
    RulePage(
        name="organizations:set-up",
        title=_("设立组织"),
        checks=(
            "branch_size.leaders_of",
            "branch_size.may_form_general_branch",
            "branch_size.may_form_primary_committee",
            "formation.application_answer",
            "formation.may_form_branch",
            "formation.may_form_floating_organization",
            "formation.may_form_joint_branch",
            "temporary.may_form_temporary_branch",
        ),
    ),
    RulePage(name="organizations:page", title=_("组织页：届次、条线和联建"), checks=(*_TERM, "privacy.shown_count")),
    RulePage(name="organizations:lines", title=_("条线的树"), checks=(*_TERM, "privacy.shown_count")),
    RulePage(name="workbench:home", title=_("今天"), checks=(*_TERM, "temporary.temporary_branch_ends")),
    RulePage(name="organizations:instructors", title=_("党建指导员"), checks=("privacy.shown_count",)),
    RulePage(name="organizations:terms", title=_("换届"), checks=_TERM),
    RulePage(name="organizations:term-record", title=_("登记换届"), checks=("terms.may_shift_election", *_TERM)),
    RulePage(name="organizations:term-extend", title=_("登记延期换届"), checks=("terms.may_shift_election", *_TERM)),
):
    rule_pages.register(page)
