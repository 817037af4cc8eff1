"""Proposals that a branch has not decided (苗子提名) are its secretary's to see to; no name stands in the duty."""

from collections.abc import Sequence
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from runwu.core.registries import Duty, register_duties
from runwu.core.scope import Capability, Scope
from runwu.members.seedlings import waiting

_DECIDING = 10  # minutes


@register_duties
def seedlings_to_decide(scope: Scope, _on: date) -> Sequence[Duty]:
    """Return the proposals that wait for the own branch. One query, none for who keeps no branch."""
    if not scope.may(Capability.SEE_MEMBER_CONTACTS):
        return []
    return [
        Duty(
            key=f"members.seedling:{row.public_id}",
            title=_("苗子提名等支部研究"),
            why=_("%(day)s提名，本人已同意。研究以后登记意见；不列入的写明理由。")
            % {"day": row.proposed_on.isoformat()},
            url=reverse("members:seedling", args=[row.public_id]),
            action=_("登记支部意见"),
            remark=row.organization.label,
            minutes=_DECIDING,
        )
        for row in waiting(scope=scope)
    ]
