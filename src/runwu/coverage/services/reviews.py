"""Record the yearly review of a plan in force (年度复核): kept, or a new plan asked for, with a sentence."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from runwu.accounts.models import User
from runwu.core import audit
from runwu.core.errors import Conflict
from runwu.coverage.choices import ReviewOutcome
from runwu.coverage.models import Adoption, AdoptionReview
from runwu.coverage.services.locks import locked_adoption


@transaction.atomic
def record_review(
    *,
    adoption: Adoption,
    outcome: ReviewOutcome,
    note: str,
    changes: Sequence[str],
    expected_version: int,
    on: date,
    by: User,
) -> AdoptionReview:
    """Keep what a review of a plan in force came to; the plan, its branches and its members stay as they are.

    `changes` are the sentences that the reviewer saw. Raises Conflict when the plan is not in force, or when somebody
    worked on it after the page was opened.
    """
    adoption = locked_adoption(adoption, expected_version)
    if not adoption.in_force:
        raise Conflict(
            _("这份方案现在是“%(state)s”，不用复核。") % {"state": adoption.get_state_display()},
            rule=_("批复生效的方案才按年度复核。"),
            now=_("请刷新页面，查看现在的状态。"),
        )
    review = AdoptionReview(
        adoption=adoption,
        reviewed_on=on,
        outcome=outcome,
        note=note.strip(),
        changes=list(changes),
        reviewed_by=by.public_id,
    )
    review.full_clean()
    review.save()
    adoption.version += 1
    adoption.save(update_fields=["version"])
    audit.log(
        by, "coverage.adoption.reviewed", adoption, place=adoption.plan.park.public_id, outcome=str(outcome),
        changes=len(review.changes),
    )  # fmt: skip
    return review
