"""Seedlings (苗子): whom workmates propose for training, with the person's consent, and what the branch decided."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from runwu.core.crypto.fields import EncryptedTextField
from runwu.core.models.base import PublicModel, choice_constraint
from runwu.members.choices import SeedlingState
from runwu.members.models.members import PartyMember
from runwu.organizations.models import Organization


class Seedling(PublicModel):
    """One proposal, made once the person had been told and agreed (`told_on`); it changes nobody's standing.

    `name` is what was typed; whoever is in the register is found as `member`, too. Once it has ended, name and reason go.
    `words` is what the branch said: the training, or why not.
    """

    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="seedlings")
    member = models.ForeignKey(PartyMember, on_delete=models.CASCADE, null=True, blank=True, related_name="seedlings")
    name = EncryptedTextField(_("姓名"), blank=True, default="")
    reason = EncryptedTextField(_("提名理由"), blank=True, default="")
    told_on = models.DateField(_("本人知道并同意的日期"))
    proposed_on = models.DateField(_("提名日期"))
    proposed_by = models.UUIDField()
    state = models.CharField(_("状态"), max_length=12, choices=SeedlingState.choices, default=SeedlingState.PROPOSED)
    decided_on = models.DateField(_("研究日期"), null=True, blank=True)
    document = models.CharField(_("会议或文件"), max_length=100, blank=True)
    words = EncryptedTextField(_("培养安排或理由"), blank=True, default="")
    recorded_by = models.UUIDField(null=True, blank=True)
    ended_on = models.DateField(_("结束日期"), null=True, blank=True)

    class Meta:
        ordering = ["-proposed_on", "-id"]
        constraints = [
            choice_constraint("state", SeedlingState, "seedling_known_state"),
            models.CheckConstraint(condition=Q(told_on__lte=F("proposed_on")), name="seedling_told_first"),
            models.CheckConstraint(
                condition=~Q(state__in=["accepted", "declined"]) | (Q(decided_on__isnull=False) & ~Q(document="")),
                name="seedling_decided_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["proposed", "accepted"], ended_on__isnull=True)
                | (~Q(state__in=["proposed", "accepted"]) & Q(ended_on__isnull=False)),
                name="seedling_ends_with_a_day",
            ),
            models.UniqueConstraint(
                fields=["organization", "member"],
                condition=Q(state__in=["proposed", "accepted"]),
                name="seedling_open_once",
            ),
        ]
        indexes = [models.Index(fields=["organization", "state"]), models.Index(fields=["proposed_by"])]

    @property
    def shown_name(self) -> str:
        """The name of whom it is about; "" where it has ended and the person is in no register."""
        return self.member.person.full_name if self.member else self.name
