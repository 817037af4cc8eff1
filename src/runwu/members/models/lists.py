"""Lists and organisations beside the own branch that a member joins by consent (自愿名单), asked first, left at any time."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from runwu.core.models.base import PublicModel, choice_constraint
from runwu.members.choices import InvitationState, ListKind
from runwu.members.models.members import PartyMember
from runwu.organizations.models import Organization


class VoluntaryList(PublicModel):
    """A list that nobody has to be on: whose it is, what it is for, and who sees it, as each person is told when asked."""

    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="voluntary_lists")
    kind = models.CharField(_("种类"), max_length=16, choices=ListKind.choices)
    name = models.CharField(_("名称"), max_length=60)
    purpose = models.CharField(_("用途"), max_length=200)
    seen_by = models.CharField(_("谁能看到"), max_length=200)
    path = models.CharField(max_length=200)
    opened_on = models.DateField()
    opened_by = models.UUIDField()
    closed_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["-opened_on", "-id"]
        constraints = [choice_constraint("kind", ListKind, "voluntarylist_known_kind")]
        indexes = [models.Index(fields=["path", "id"])]


class ListInvitation(PublicModel):
    """One question to one member, and the answer; whoever has not agreed stands on no page but the member's own."""

    voluntary_list = models.ForeignKey(VoluntaryList, on_delete=models.CASCADE, related_name="invitations")
    member = models.ForeignKey(PartyMember, on_delete=models.CASCADE, related_name="list_invitations")
    state = models.CharField(max_length=16, choices=InvitationState.choices, default=InvitationState.ASKED)
    by_word = models.BooleanField(_("本人当面同意，由支部登记"), default=False)
    asked_on = models.DateField()
    asked_by = models.UUIDField()
    agreed_on = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["-asked_on", "-id"]
        constraints = [
            choice_constraint("state", InvitationState, "listinvitation_known_state"),
            models.CheckConstraint(
                condition=~Q(state="agreed") | Q(agreed_on__isnull=False), name="listinvitation_agreed_on_a_day"
            ),
        ]
        indexes = [models.Index(fields=["member", "state"])]
