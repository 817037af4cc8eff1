"""Who was shown what about a member (查看记录), and what was handed out of the register, to whom, why (信息提供登记)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from runwu.core.crypto.fields import EncryptedTextField
from runwu.core.models.base import PublicModel, choice_constraint
from runwu.members.choices import ProvisionBasis, ProvisionKind
from runwu.members.models.members import PartyMember


class Provision(PublicModel):
    """One handing-out of what the register holds (信息提供登记): who received what about how many, and on which ground.

    Restricted members stand in a row of their own, so that nobody else's row tells of them. `path` is the place in the
    tree below which everybody concerned belongs.
    """

    kind = models.CharField(_("种类"), max_length=16, choices=ProvisionKind.choices)
    recipient = EncryptedTextField(_("提供给"), blank=True, default="")
    basis = models.CharField(_("依据"), max_length=16, choices=ProvisionBasis.choices)
    reason = EncryptedTextField(_("事由"), blank=True, default="")
    fields = models.JSONField(_("内容"), default=list)
    people = models.PositiveIntegerField(_("人数"))
    restricted = models.BooleanField(default=False)
    path = models.CharField(max_length=200, blank=True)
    given_by = models.UUIDField(_("办理人"))
    given_at = models.DateTimeField(_("时间"), auto_now_add=True)

    class Meta:
        ordering = ["-given_at", "-id"]
        constraints = [
            choice_constraint("kind", ProvisionKind, "provision_known_kind"),
            choice_constraint("basis", ProvisionBasis, "provision_known_basis"),
        ]
        indexes = [models.Index(fields=["path", "id"]), models.Index(fields=["given_by", "id"])]


class Disclosure(PublicModel):
    """One opening of masked fields, or one person's part in what was handed out."""

    member = models.ForeignKey(PartyMember, on_delete=models.CASCADE, related_name="disclosures")
    provision = models.ForeignKey(
        Provision, null=True, blank=True, on_delete=models.CASCADE, related_name="disclosures"
    )
    seen_by = models.UUIDField(_("查看人"))
    seen_at = models.DateTimeField(_("时间"), auto_now_add=True)
    fields = models.JSONField(_("字段"), default=list)
    reason = EncryptedTextField(_("事由"))

    class Meta:
        ordering = ["-seen_at", "-id"]
