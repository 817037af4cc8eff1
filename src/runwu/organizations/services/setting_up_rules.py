"""What the rules say about an organisation that is to be set up (设立前的规则核对), and on which clauses they rest."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from uuid import UUID

from runwu.enterprises.models import Enterprise, Park
from runwu.organizations.choices import BRANCH_FORMS, Form
from runwu.organizations.handover import added
from runwu.organizations.models import Organization
from runwu.rules.branch_size import leaders_of, may_form_general_branch, may_form_primary_committee
from runwu.rules.counts import MemberCounts
from runwu.rules.formation import (
    JointUnit,
    application_answer,
    may_form_branch,
    may_form_floating_organization,
    may_form_joint_branch,
)
from runwu.rules.rulebook import Rulebook
from runwu.rules.temporary import may_form_temporary_branch
from runwu.rules.verdict import Outcome, Verdict

HOSTS = "formation.floating_hosts"
ANSWER = "formation.answer_months"
_OWN = ("formation.min_full_members", "formation.max_members", "branch_size.committee_min_full_members")
_COMMITTEE = ("branch_size.primary_committee_min_members",)
CLAUSES: Mapping[Form, tuple[str, ...]] = {
    Form.BRANCH: _OWN,
    Form.JOINT_BRANCH: ("formation.joint_min_full_members", "formation.joint_max_units", *_OWN[1:]),
    Form.TEMPORARY_BRANCH: (
        "temporary.members_not_moved", "temporary.leaders_appointed", "temporary.dissolves_with_body",
    ),
    Form.FLOATING_BRANCH: (HOSTS,),
    Form.GENERAL_BRANCH: (
        "branch_size.general_branch_min_members", "branch_size.general_branch_min_branches", *_COMMITTEE,
    ),
    Form.COMMITTEE: _COMMITTEE,
    Form.COMPREHENSIVE_COMMITTEE: _COMMITTEE,
}  # fmt: skip
TAKES_MEMBERS = (Form.BRANCH, Form.JOINT_BRANCH)
LEADS = (Form.GENERAL_BRANCH, Form.COMMITTEE, Form.COMPREHENSIVE_COMMITTEE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Foundation:
    """An organisation that is to be set up: what the approval says, who and what goes there, what is placed below.

    `sources` give the `enterprises` they cover (with who works there) and the `members` chosen one by one; `firms` are
    enterprises that nobody covers yet. `host` and `by_origin` belong to a branch of floating members.
    """

    form: Form
    parent: Organization
    name: str
    short_name: str = ""
    sector: str = ""
    park: Park | None = None
    asked_on: date | None = None
    late_reason: str = ""  # why the answer to the application took longer than usual
    ends_on: date | None = None
    host: str = ""
    by_origin: bool | None = None
    sources: tuple[Organization, ...] = ()
    enterprises: tuple[Enterprise, ...] = ()
    firms: tuple[Enterprise, ...] = ()
    members: frozenset[UUID] = field(default_factory=frozenset)
    below: tuple[Organization, ...] = ()

    @property
    def covered(self) -> tuple[Enterprise, ...]:
        """All enterprises that it covers from its first day on."""
        return (*self.enterprises, *self.firms)


@dataclass(frozen=True, slots=True, kw_only=True)
class Strength:
    """How many members go there, by enterprise (None: chosen one by one), or stand below."""

    passing: Mapping[int | None, MemberCounts] = field(default_factory=dict)
    below: MemberCounts = field(default_factory=lambda: MemberCounts(full=None))
    own: frozenset[int] = frozenset()  # enterprises that have a branch of their own

    @property
    def together(self) -> MemberCounts:
        """All who go there."""
        total = MemberCounts(full=0)
        for counts in self.passing.values():
            total = added(total, counts)
        return total


def may_set_up(foundation: Foundation, strength: Strength, *, book: Rulebook) -> Verdict | None:
    """Ask the rules whether this organisation may be set up; nothing where no rule speaks of the form.

    Raises RuleInputError for what no rule can answer.
    """
    ask = _ASKED.get(foundation.form)
    return ask(foundation, strength, book) if ask else None


def _joint_branch(foundation: Foundation, strength: Strength, book: Rulebook) -> Verdict:
    nobody = MemberCounts(full=0)
    units = [
        JointUnit(name=one.name, members=strength.passing.get(one.pk, nobody), has_own_branch=one.pk in strength.own)
        for one in foundation.covered
    ]
    return may_form_joint_branch(units, singly=strength.passing.get(None, nobody), book=book)


def _general_branch(foundation: Foundation, strength: Strength, book: Rulebook) -> Verdict:
    branches = sum(one.form in BRANCH_FORMS for one in foundation.below)
    return may_form_general_branch(strength.below, branches=branches, book=book)


def _committee(_foundation: Foundation, strength: Strength, book: Rulebook) -> Verdict:
    return may_form_primary_committee(strength.below, book=book)


_ASKED: Mapping[Form, Callable[[Foundation, Strength, Rulebook], Verdict]] = {
    Form.BRANCH: lambda _one, strength, book: may_form_branch(strength.together, book=book),
    Form.JOINT_BRANCH: _joint_branch,
    Form.TEMPORARY_BRANCH: lambda _one, _strength, book: may_form_temporary_branch(members_moved=False, book=book),
    Form.FLOATING_BRANCH: lambda one, _strength, book: may_form_floating_organization(
        one.host, by_origin=one.by_origin, book=book
    ),
    Form.GENERAL_BRANCH: _general_branch,
    Form.COMMITTEE: _committee,
    Form.COMPREHENSIVE_COMMITTEE: _committee,
}


def what_follows(foundation: Foundation, strength: Strength, issued_on: date, *, book: Rulebook) -> list[Verdict]:
    """Return what the rules ask of it next, and whether the approval came in time (随之产生的事项)."""
    found = []
    if foundation.asked_on is not None:
        found.append(_answered(foundation, issued_on, book))
    if foundation.form in TAKES_MEMBERS:
        found.append(leaders_of(strength.together, book=book))
    return found


def answered_late(foundation: Foundation, issued_on: date, *, book: Rulebook) -> bool:
    """Tell whether the approval took longer than usual, so that its reason belongs on record."""
    return foundation.asked_on is not None and _answered(foundation, issued_on, book).outcome is Outcome.ADVISED


def _answered(foundation: Foundation, issued_on: date, book: Rulebook) -> Verdict:
    verdict = application_answer(received=foundation.asked_on or issued_on, answered=issued_on, book=book)
    if verdict.outcome is not Outcome.ADVISED:
        return verdict
    if not foundation.late_reason:
        return replace(verdict, now=("在页末“批复超过一般期限的原因”一栏写明",), due=None)
    return replace(verdict, happened=f"{verdict.happened}。原因：{foundation.late_reason}", now=(), due=None)
