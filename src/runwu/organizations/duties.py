"""What organisations ask of secretaries and of the park (待办): elections (换届) and promises of 1+N (承诺事项)."""

from collections.abc import Sequence
from datetime import date, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _

from runwu.core.registries import Duty, register_duties
from runwu.core.rulebooks import rulebook
from runwu.core.scope import Capability, Scope
from runwu.organizations.choices import BRANCH_FORMS, OrganizationState
from runwu.organizations.models import Organization, Promise
from runwu.organizations.relations import promises_due, what_it_is
from runwu.organizations.selectors import visible
from runwu.organizations.terms import TermState, standing_with_terms, states
from runwu.rules.periods import in_words
from runwu.rules.temporary import temporary_branch_ends
from runwu.rules.verdict import Outcome

# Who keeps the register of organisations, and the secretary, whose own branch's contacts are in clear.
_SEE_TO_IT = (Capability.EDIT_ORGANIZATIONS, Capability.SEE_MEMBER_CONTACTS)
_PREPARING = 30  # minutes
_SETTLING = 5
_AHEAD = timedelta(days=14)  # a promise comes into view before its day, so that it can still be kept


@register_duties
def duties(scope: Scope, on: date) -> Sequence[Duty]:
    """Return the elections that somebody has to see to. Four queries, none for who has none to see to."""
    if not any(scope.may(capability) for capability in _SEE_TO_IT):
        return []
    found = list(standing_with_terms(scope=scope, capabilities=_SEE_TO_IT).filter(terms__isnull=False).distinct())
    if not found:
        return []
    return [_duty(one) for one in states(organizations=found, on=on) if one.verdict.outcome is Outcome.DUE]


def _duty(state: TermState) -> Duty:
    one, verdict = state.organization, state.verdict
    assert state.term is not None and state.last is not None  # noqa: S101, PT018 -- due elections have both
    title = _("换届：%s已经届满") if state.overdue else _("准备换届：%s")
    return Duty(
        key=f"organizations.term:{state.term.public_id}:election:{state.last:%Y%m%d}",
        title=title % one.label,
        why=_("%(day)s届满。%(now)s。") % {"day": in_words(state.last), "now": "；".join(verdict.now)},
        url=reverse("organizations:page", args=[one.public_id]),
        action=_("查看届次"),
        source=verdict.reasons[0].source,
        due=state.last,
        remark=_("党支部") if one.form in BRANCH_FORMS else one.get_form_display(),
        minutes=_PREPARING,
    )


@register_duties
def promise_duties(scope: Scope, on: date) -> Sequence[Duty]:
    """Return the promises of 1+N that are due soon or overdue. One query, none for who can't settle them."""
    if not scope.may(Capability.EDIT_ORGANIZATIONS):
        return []
    return [_of_promise(one, on) for one in promises_due(scope=scope, by=on + _AHEAD)]


def _of_promise(promise: Promise, on: date) -> Duty:
    side, relation = promise.promised_by, promise.relation
    other = relation.target if relation.source_id == side.pk else relation.source
    title = _("承诺已过期限：%s") if promise.due_on < on else _("承诺快到期限：%s")
    words = {"side": side.label, "other": other.label, "what": what_it_is(relation, side)}
    return Duty(
        key=f"organizations.promise:{promise.public_id}:due:{promise.due_on:%Y%m%d}",
        title=title % promise.words,
        why=_("%(side)s对%(other)s的承诺（%(what)s）。兑现了写凭据，没有兑现的照实登记。") % words,
        url=reverse("organizations:promise-settle", args=[promise.public_id]),
        action=_("登记兑现情况"),
        due=promise.due_on,
        remark=side.label,
        minutes=_SETTLING,
    )


@register_duties
def temporary_duties(scope: Scope, on: date) -> Sequence[Duty]:
    """Return the temporary branches whose task body has ended (临时党支部到期). Two queries, none for who can't end them."""
    if not scope.may(Capability.EDIT_ORGANIZATIONS):
        return []
    rows = visible(scope=scope, capability=Capability.EDIT_ORGANIZATIONS)
    ended = rows.filter(ends_on__lte=on, state=OrganizationState.ACTIVE).order_by("ends_on", "pk")
    return [_ending(one, on) for one in ended]


def _ending(one: Organization, on: date) -> Duty:
    verdict = temporary_branch_ends(body_dissolved=one.ends_on, book=rulebook(on=on))
    return Duty(
        key=f"organizations.temporary:{one.public_id}:ends:{one.ends_on:%Y%m%d}",
        title=_("临时组织到期：%s") % one.label,
        why=_("%(day)s到期。%(now)s。") % {"day": in_words(one.ends_on or on), "now": "；".join(verdict.now)},
        url=reverse("organizations:dissolve", args=[one.public_id]),
        action=_("登记撤销"),
        source=verdict.reasons[0].source,
        due=one.ends_on,
        remark=one.get_form_display(),
        minutes=_SETTLING,
    )
