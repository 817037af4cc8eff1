"""What the pages of the assignment show: loads today, a proposal with its reasons, what another choice would do."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from runwu.core.models import Job
from runwu.core.scope import Capability, Scope
from runwu.coverage.choices import ContactKind, Language
from runwu.coverage.models import ContactPlan, ContactProfile
from runwu.coverage.selectors.plans import planning
from runwu.coverage.selectors.proof_lines import ended_words
from runwu.coverage.services.contact_facts import contact_people, contact_rows
from runwu.enterprises.models import Enterprise, Park
from runwu.people.models import Person
from runwu.planning.assignment import (
    Baseline,
    Explanation,
    Firm,
    Load,
    Plan,
    Problem,
    explain,
    plan_of,
    problem_from_document,
)

PER_PAGE = 50
SHOWN = ("new", "changed", "same", "left")


def contact_plans(*, scope: Scope) -> QuerySet[ContactPlan]:
    """List the proposals of the parks in reach, newest first; as with plans, whoever sees them may see members there."""
    return ContactPlan.objects.filter(planning(scope)).select_related("park")


@dataclass(frozen=True, slots=True)
class Helper:
    """One instructor or liaison: load today and what is known of them."""

    person: Person
    load: int
    profile: ContactProfile | None

    @property
    def languages(self) -> str:
        """Their languages in words."""
        return "、".join(str(Language(one).label) for one in (self.profile.languages if self.profile else ()))

    @property
    def chains(self) -> str:
        """Their trades in words."""
        return "、".join(chain.name for chain in self.profile.chains.all()) if self.profile else ""


def people_today(*, park: Park, kind: ContactKind, on: date) -> list[Helper]:
    """Return who may be assigned with today's load, the fullest first. Five queries."""
    people = contact_people(park=park, kind=kind, on=on)
    loads = Counter(row.person_id for row in contact_rows(kind=kind, people=people, on=on))
    rows = ContactProfile.objects.filter(person__in=people).select_related("grid").prefetch_related("chains")
    profiles = {row.person_id: row for row in rows}
    found = [Helper(person, loads[person.pk], profiles.get(person.pk)) for person in people]
    return sorted(found, key=lambda one: (-one.load, one.person.name))


def job_of_contact_plan(plan: ContactPlan) -> Job | None:
    """Return the computation of a proposal, while its row is kept."""
    return Job.objects.filter(public_id=plan.job).first() if plan.job else None


@dataclass(frozen=True, slots=True)
class Line:
    """One enterprise of a proposal: who today, who then, why, and the next best."""

    firm: Firm
    state: str
    today: str
    proposed: str
    explanation: Explanation
    other: str
    accepted: bool
    by_hand: bool

    @property
    def open(self) -> bool:
        """Whether it can be accepted."""
        return self.state in {"new", "changed"} and not self.accepted


@dataclass
class ContactReview:
    """A proposal as its page shows it; cost and bound are computed anew from the facts it was made from."""

    row: ContactPlan

    @cached_property
    def problem(self) -> Problem:
        """The facts."""
        return problem_from_document(self.row.instance)

    @cached_property
    def plan(self) -> Plan:
        """The proposal as it stands, changes by hand included."""
        answer = self.row.answer
        baseline = Baseline(answer["baseline"]["cost"], answer["baseline"]["left"], {})
        return plan_of(self.problem, self.row.assignment, answer["prices"], baseline=baseline)

    @cached_property
    def names(self) -> Mapping[str, str]:
        """Names of those who may be named, by public id. One query."""
        ids = [one.id for one in self.problem.contacts]
        people = Person.objects.filter(public_id__in=ids, sealed=False)
        return {str(one.public_id): one.name for one in people}

    def name(self, contact: str | None) -> str:
        """Return a name; those who may no longer be named are none."""
        return self.names.get(contact, _("（已不在名单）")) if contact else ""

    def state(self, firm: Firm) -> str:
        """Tell what a proposal does to an enterprise."""
        held = self.row.assignment[firm.id]
        if held is None:
            return "left"
        return "same" if held == firm.today else ("changed" if firm.today else "new")

    @cached_property
    def counts(self) -> Mapping[str, int]:
        """How many enterprises are new, changed, the same, left."""
        found = Counter(self.state(firm) for firm in self.problem.firms)
        return {name: found[name] for name in SHOWN}

    @cached_property
    def open_firms(self) -> int:
        """How many enterprises can still be accepted."""
        return self.counts["new"] + self.counts["changed"] - len(self.row.accepted)

    @property
    def dearer(self) -> float | None:
        """By how much the clerk's plan costs more, in percent."""
        cost = self.row.answer["cost"]
        return 100 * (self.plan.baseline.cost / cost - 1) if cost else None

    @property
    def ended(self) -> str:
        """Why the computation ended."""
        return ended_words({"ended": self.row.answer.get("ended", "proven")})

    @property
    def proof(self) -> str:
        """What is known about how good it is as it stands, in one sentence."""
        if self.plan.proven:
            return _("已确认没有评分更低的安排。")
        gap = _("与最优相差不超过 %(gap)s。") % {"gap": f"{100 * self.plan.gap:.2f}%"}
        return _("手工调整后，%(gap)s") % {"gap": gap} if self.row.changed else gap

    def loads(self) -> list[tuple[str, Load]]:
        """Return everybody's load, the fullest of the proposal first."""
        rows = [(self.name(load.contact), load) for load in self.plan.loads]
        return sorted(rows, key=lambda row: (-row[1].planned, row[0]))

    def firms(self, *, show: str = "", contact: str = "") -> list[Firm]:
        """Return the enterprises of one state or of one person, those that change first."""
        order = {name: place for place, name in enumerate(SHOWN)}
        found = [
            firm
            for firm in self.problem.firms
            if (not show or self.state(firm) == show)
            and (not contact or contact in {firm.today, self.row.assignment[firm.id]})
        ]
        return sorted(found, key=lambda firm: order[self.state(firm)])

    def lines(self, firms: Sequence[Firm]) -> list[Line]:
        """Return the lines of some enterprises."""
        return [self._line(firm) for firm in firms]

    def _line(self, firm: Firm) -> Line:
        found = explain(self.problem, self.plan, firm.id, number=1)
        other = next((f"{self.name(one.contact)}：{one.words}" for one in found.others), "")
        return Line(
            firm=firm,
            state=self.state(firm),
            today=self.name(firm.today),
            proposed=self.name(found.contact),
            explanation=found,
            other=other,
            accepted=firm.id in self.row.accepted,
            by_hand=firm.id in self.row.changed,
        )


def enterprises_of(*, scope: Scope, plan: ContactPlan) -> QuerySet[Enterprise]:
    """List the enterprises of a proposal's park in reach."""
    return Enterprise.objects.filter(scope.enterprises(Capability.PLAN), park=plan.park)
