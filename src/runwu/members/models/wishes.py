"""Wishes about who may know (限组织内知悉的意愿和决定): the person's, with the branch's decision beside it."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from runwu.core.crypto.fields import EncryptedTextField
from runwu.core.models.base import PublicModel, choice_constraint
from runwu.members.choices import WishKind, WishState
from runwu.members.models.members import PartyMember


class RestrictionWish(PublicModel):
    """One wish of a member, entered by the person or recorded from a signed paper (`attachment`), and what was decided.

    `at_once` tells that it took effect when it was asked: what protects does not wait for the branch.
    """

    member = models.ForeignKey(PartyMember, on_delete=models.CASCADE, related_name="wishes")
    kind = models.CharField(_("意愿"), max_length=16, choices=WishKind.choices)
    wished_on = models.DateField(_("本人提出日期"))
    on_paper = models.BooleanField(_("书面申请，由书记登记"), default=False)
    attachment = models.UUIDField(null=True, blank=True)
    at_once = models.BooleanField(_("提出时已先生效"), default=False)
    recorded_by = models.UUIDField()
    recorded_at = models.DateTimeField(auto_now_add=True)
    state = models.CharField(_("状态"), max_length=16, choices=WishState.choices, default=WishState.ASKED)
    basis = EncryptedTextField(_("决定和理由"), blank=True, default="")
    decided_on = models.DateField(_("决定日期"), null=True, blank=True)
    decided_by = models.UUIDField(null=True, blank=True)

    class Meta:
        ordering = ["-recorded_at", "-id"]
        constraints = [
            choice_constraint("kind", WishKind, "restrictionwish_known_kind"),
            choice_constraint("state", WishState, "restrictionwish_known_state"),
            models.UniqueConstraint(
                fields=["member"],
                condition=Q(state="asked"),
                name="restrictionwish_one_open",
                violation_error_message=_("已有一件意愿正等支部决定。"),
            ),
            models.CheckConstraint(
                condition=Q(state__in=["asked", "withdrawn"]) | Q(decided_on__isnull=False),
                name="restrictionwish_decided_on_a_day",
            ),
        ]
        indexes = [models.Index(fields=["state", "member"])]
