"""The duties that a plan in force brings every year (年度复核)."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from runwu.core.registries import Duty
from runwu.coverage.selectors.yearly import InForce
from runwu.rules.periods import in_words
from runwu.rules.rulebook import Rulebook
from runwu.rules.verdict import Outcome


def yearly_duties(found: InForce | None, book: Rulebook) -> Iterator[Duty]:
    """Ask for the review of a plan in force when its time has come, or for the new plan that the last one asked for."""
    if found is None:
        return
    source, day = book.source("formation.review_months"), in_words(found.adoption.in_force_from or book.on)
    facts = reverse("coverage:plan-facts", args=[found.adoption.plan.public_id])
    if found.asks_for_plan:
        yield Duty(
            key=f"coverage.adoption:{found.adoption.public_id}:renew:{found.since:%Y%m%d}",
            title=_("按复核结论重新测算联合党支部组建建议"),
            why=_("%(day)s 复核时认为 %(approved)s 批复的方案需要重新测算，还没有测算。")
            % {"day": in_words(found.since), "approved": day},
            url=facts,
            action=_("去测算"),
            source=source,
        )
        return
    answer = found.answer(book)
    if answer.outcome is not Outcome.DUE:
        return
    yield Duty(
        key=f"coverage.adoption:{found.adoption.public_id}:review:{found.since:%Y%m%d}",
        title=_("年度复核：%(day)s 批复的联合党支部组建方案") % {"day": day},
        why=_("%(happened)s。对照事实变化，写明维持还是重新测算。") % {"happened": answer.happened},
        url=facts,
        action=_("去复核"),
        source=source,
        due=answer.due,
        minutes=10,
    )
