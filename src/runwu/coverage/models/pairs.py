"""Pairs of enterprises that every plan keeps together or apart (同组、分开的要求)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from runwu.core.models.base import DatedModel, DatedQuerySet, PublicModel, choice_constraint, ends_after_start
from runwu.coverage.choices import PairKind
from runwu.enterprises.models import Enterprise


class FormationPair(PublicModel, DatedModel):
    """Two enterprises of one park, why they belong or do not belong into one branch, and who said so.

    `first` is the one with the smaller key, so that a pair stands once whichever way it was entered.
    """

    first = models.ForeignKey(Enterprise, on_delete=models.CASCADE, related_name="pairs_first")
    second = models.ForeignKey(Enterprise, on_delete=models.CASCADE, related_name="pairs_second")
    kind = models.CharField(_("要求"), max_length=8, choices=PairKind.choices)
    reason = models.CharField(_("理由"), max_length=100)
    recorded_by = models.UUIDField()

    objects = DatedQuerySet["FormationPair"].as_manager()

    class Meta:
        constraints = [
            ends_after_start("formationpair_ends_after_start"),
            choice_constraint("kind", PairKind, "formationpair_known_kind"),
            models.CheckConstraint(
                condition=models.Q(first__lt=models.F("second")),
                name="formationpair_two_in_order",
                violation_error_message=_("要选两家不同的企业。"),
            ),
            models.UniqueConstraint(
                fields=["first", "second"],
                condition=models.Q(valid_to__isnull=True),
                name="formationpair_one_open",
                violation_error_message=_("这两家企业之间已有一条要求。要改，请先结束原来的。"),
            ),
        ]
