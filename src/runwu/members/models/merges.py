"""Merges of two rows about one person (合并重复): what was kept, what the other row held, and who decided."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from runwu.core.crypto.fields import EncryptedJSONField, EncryptedTextField
from runwu.core.models.base import PublicModel, choice_constraint
from runwu.members.choices import ProposalState
from runwu.members.models.members import PartyMember


class MemberMerge(PublicModel):
    """One merge. `snapshot` holds both rows as they were and every row that moved, so that the day can take it back."""

    kept = models.ForeignKey(PartyMember, on_delete=models.CASCADE, related_name="merges")
    absorbed = models.UUIDField(_("并入的一行"), db_index=True)
    basis = models.CharField(_("核对依据"), max_length=200)
    moved = models.PositiveIntegerField(_("转到保留行的记录"), default=0)
    ended = models.PositiveIntegerField(_("随之结束的重复记录"), default=0)
    filled = models.JSONField(_("补上的项目"), default=list)
    aside = EncryptedJSONField(default=list)  # periods of which there is one at a time, and the kept row's stood
    snapshot = EncryptedTextField(null=True, blank=True)  # None once it has outlived its time
    merged_on = models.DateField(_("合并日期"))
    merged_by = models.UUIDField()
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.UUIDField(null=True, blank=True)

    class Meta:
        ordering = ["-merged_on", "-id"]

    @property
    def stands(self) -> bool:
        """Tell whether the merge has not been taken back."""
        return self.undone_at is None


class MergeProposal(PublicModel):
    """Two rows that the committee's officer takes for one person, a restricted one among them: the branch agrees or not.

    Rows are named by their public ids, as one of them goes. `path` is the branch that has to agree, `second_path` the
    other one where both rows are restricted; `agreed` are those that have.
    """

    kept = models.UUIDField()
    absorbed = models.UUIDField()
    basis = EncryptedTextField(_("核对依据"))
    path = models.CharField(max_length=200)
    second_path = models.CharField(max_length=200, blank=True, default="")
    agreed = models.JSONField(default=list)
    state = models.CharField(_("状态"), max_length=16, choices=ProposalState.choices, default=ProposalState.ASKED)
    answer = EncryptedTextField(_("答复"), blank=True, default="")
    proposed_by = models.UUIDField()
    proposed_at = models.DateTimeField(auto_now_add=True)
    closed_by = models.UUIDField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-proposed_at", "-id"]
        constraints = [
            choice_constraint("state", ProposalState, "mergeproposal_known_state"),
            models.UniqueConstraint(
                fields=["kept", "absorbed"], condition=Q(state="asked"), name="mergeproposal_one_open",
                violation_error_message=_("这两行已经提过，正等支部书记核对。"),
            ),
        ]  # fmt: skip
        indexes = [models.Index(fields=["state", "path"])]

    @property
    def asked_of(self) -> list[str]:
        """The branches that have to agree."""
        return [path for path in (self.path, self.second_path) if path]
