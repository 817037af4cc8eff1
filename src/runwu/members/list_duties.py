"""What a member is asked (征求意见) stands at home until it is answered; nobody is reminded, and no one else sees it."""

from collections.abc import Sequence
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from runwu.core.registries import Duty, register_duties
from runwu.core.scope import Scope
from runwu.members.choices import InvitationState
from runwu.members.models import ListInvitation


@register_duties
def lists_to_answer(scope: Scope, _on: date) -> Sequence[Duty]:
    """Return the lists about which a member was asked and has not answered. One query."""
    if scope.person_id is None:
        return []
    rows = ListInvitation.objects.filter(
        member__person=scope.person_id, state=InvitationState.ASKED, voluntary_list__closed_on__isnull=True
    ).select_related("voluntary_list")
    return [
        Duty(
            key=f"list.own:{row.public_id}",
            title=_("是否愿意列入“%(name)s”") % {"name": row.voluntary_list.name},
            why=_("愿意才列入，不愿意或者不答复都不影响你。随时可以退出。"),
            url=reverse("me:lists"),
            action=_("查看"),
        )
        for row in rows
    ]
