"""Which pages show what the rules say about posts."""

from django.utils.translation import gettext_lazy as _

from runwu.core.rule_pages import RulePage, rule_pages

rule_pages.register(
    RulePage(
        name="organizations:post-record",
        title=_("登记任职"),
        checks=("branch_size.posts_fit", "terms.may_be_secretary", "votes.has_voting_right"),
    )
)
