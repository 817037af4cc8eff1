"""What coverage asks of park staff today (待办): approvals awaited, transfers, branches that ought to change."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from runwu.core.registries import Duty, register_duties
from runwu.core.rulebooks import rulebooks
from runwu.core.scope import Capability, Scope
from runwu.coverage.choices import AdoptionState, PlanState
from runwu.coverage.models import Adoption, FormationPlan, MemberMove
from runwu.coverage.selectors.plans import adoptions, parks_to_plan
from runwu.coverage.selectors.progress import AdoptionProgress, progress_of
from runwu.coverage.selectors.statuses import EnterpriseCoverage, ParkCoverage, peopled_coverage
from runwu.coverage.selectors.triggers import Trigger, trigger_at
from runwu.coverage.selectors.yearly import InForce, plans_in_force
from runwu.coverage.visit_duties import visit_duties
from runwu.coverage.yearly_duties import yearly_duties
from runwu.enterprises.models import Park
from runwu.members.choices import Membership, Standing, TransferState
from runwu.members.selectors import known_to, named_to
from runwu.organizations.choices import Form
from runwu.organizations.models import Organization
from runwu.organizations.selectors import in_force_on
from runwu.rules.coverage import CoverageStatus
from runwu.rules.formation import application_answer
from runwu.rules.periods import in_words
from runwu.rules.rulebook import Rulebook
from runwu.rules.verdict import Outcome


@register_duties
def duties(scope: Scope, on: date) -> Sequence[Duty]:
    """Return today's visits, and what somebody who plans for parks has to see to. A fixed number of queries."""
    return [*visit_duties(scope, on), *_of_parks(scope, on)]


def _of_parks(scope: Scope, on: date) -> list[Duty]:
    """Return what somebody who plans for parks has to see to, park by park."""
    parks = [park for park in parks_to_plan(scope=scope) if scope.reaches_park(Capability.SEE_MEMBERS, park.pk)]
    if not parks:
        return []
    read = _Read.load(scope, parks, on)
    found: list[Duty] = []
    for park in parks:
        mine = _of_park(park, on, read)
        found += mine if len(parks) == 1 else (replace(duty, title=f"{park.name}：{duty.title}") for duty in mine)
    return found


@dataclass(frozen=True, slots=True)
class _Read:
    """What the duties of all parks follow from, each read once for all of them."""

    books: Mapping[UUID, Rulebook]
    adoptions: Sequence[Adoption]
    transfers: Mapping[int, int]
    progress: Mapping[int, AdoptionProgress]
    coverage: Mapping[int, ParkCoverage]
    reviews: Mapping[int, UUID]
    branches: Sequence[Organization]
    plans: Mapping[int, InForce]

    @classmethod
    def load(cls, scope: Scope, parks: Sequence[Park], on: date) -> "_Read":
        books = rulebooks(on=on, places={park.public_id: park.region for park in parks})
        sent_up = list(adoptions(scope=scope).filter(plan__park__in=parks))
        in_force = [one for one in sent_up if one.state == AdoptionState.IN_FORCE]
        return cls(
            books=books,
            adoptions=sent_up,
            transfers=_transfers_due(scope, in_force),
            progress=progress_of(in_force, on, books),
            coverage=peopled_coverage(scope=scope, parks=parks, on=on, books=books),
            reviews=_to_review(parks),
            branches=_joint_branches(scope, parks, on),
            plans=plans_in_force(adoptions=in_force, parks=parks),
        )


def _transfers_due(scope: Scope, in_force: Sequence[Adoption]) -> dict[int, int]:
    known = known_to(scope, Capability.SEE_MEMBERS, "member__")
    rows = MemberMove.objects.filter(known, adoption__in=in_force, transfer__state=TransferState.DUE)
    return dict(rows.values_list("adoption").annotate(number=Count("pk")))


def _to_review(parks: Sequence[Park]) -> dict[int, UUID]:
    """Return the latest plan of each park that waits for a person; the plan itself is long, so its id alone."""
    rows = FormationPlan.objects.filter(park__in=parks, state=PlanState.READY).order_by("created_at", "pk")
    return dict(rows.values_list("park_id", "public_id"))


def _joint_branches(scope: Scope, parks: Sequence[Park], on: date) -> list[Organization]:
    counted = Count(
        "members",
        filter=named_to(scope, Capability.SEE_MEMBERS, "members__")
        & Q(members__standing=Standing.FULL, members__membership=Membership.ACTIVE),
    )
    rows = Organization.objects.filter(in_force_on(on), park__in=parks, form=Form.JOINT_BRANCH)
    return list(rows.annotate(full=counted).order_by("pk"))


def _of_park(park: Park, on: date, read: _Read) -> Iterator[Duty]:
    book, coverage = read.books[park.public_id], read.coverage[park.pk]
    mine = [one for one in read.adoptions if one.plan.park_id == park.pk]
    yield from (_approval(one, book) for one in mine if one.waits)
    yield from (_transfer(one, read.transfers[one.pk], book) for one in mine if one.pk in read.transfers)
    steps = (read.progress[one.pk] for one in mine if one.pk in read.progress)
    yield from (_step(one.adoption, one) for one in steps if one.open_steps)
    yield from yearly_duties(read.plans.get(park.pk), book)
    yield from _groups(park, read.reviews.get(park.pk), coverage)
    yield from _enterprises(coverage)
    yield from _small_joint_branches((one for one in read.branches if one.park_id == park.pk), book)


def _approval(adoption: Adoption, book: Rulebook) -> Duty:
    answer = application_answer(received=adoption.adopted_on, book=book)
    waits = answer.outcome is Outcome.DUE
    return Duty(
        key=f"coverage.adoption:{adoption.public_id}:approval",
        title=_("等上级批复，收到后登记") if waits else _("登记批复"),
        why=_("%(day)s 上报的联合党支部组建建议还没有登记批复。") % {"day": in_words(adoption.adopted_on)},
        url=reverse("coverage:adoption", args=[adoption.public_id]),
        action=_("登记批复"),
        source=book.source("formation.answer_months"),
        due=answer.due,
        remark=answer.title,
        waiting=waits,
    )


def _transfer(adoption: Adoption, count: int, book: Rulebook) -> Duty:
    return Duty(
        key=f"coverage.adoption:{adoption.public_id}:transfers",
        title=_("转接 %(count)s 名党员的组织关系") % {"count": count},
        why=_("批复已经生效，这些党员不在同一党委，要另行转接。"),
        url=reverse("coverage:adoption", args=[adoption.public_id]) + "#moves",
        action=_("查看名单"),
        source=book.source("membership.transfer_after_months"),
    )


def _step(adoption: Adoption, progress: AdoptionProgress) -> Duty:
    steps = "".join(f"“{title}”" for _key, title in progress.open_steps)
    views = [[view for view in row if view.may_tick] for _group, row in progress.rows]
    return Duty(
        key=f"coverage.adoption:{adoption.public_id}:steps",
        title=_("登记办理进度：%(count)s 个支部可办理%(steps)s")
        % {"count": sum(1 for row in views if row), "steps": steps},
        why=_("批复已经生效，这些步骤办完一步登记一步。"),
        url=reverse("coverage:adoption", args=[adoption.public_id]) + "#steps",
        action=_("登记进度"),
        source=progress.book.source("formation.answer_months"),
        due=min((view.latest for row in views for view in row if view.latest), default=None),
    )


def _groups(park: Park, plan: UUID | None, coverage: ParkCoverage) -> Iterator[Duty]:
    """Ask to review the latest plan, or to make one where uncovered enterprises have members to join (应当)."""
    lonely = [row for row in coverage.of(CoverageStatus.NONE) if row.facts.members.full and not row.pending]
    if plan is None and not lonely:
        return
    names = "、".join(row.enterprise.label for row in lonely[:3])
    counted = {"names": names, "number": len(lonely)}
    yield Duty(
        key=f"coverage.plan:{plan or park.public_id}:review",
        title=_("审阅联合党支部组建建议") if plan else _("测算联合党支部组建建议"),
        why=_("%(names)s等 %(number)s 家企业有正式党员，还没有党组织，也没有工作覆盖。") % counted
        if lonely
        else _("建议已算好，等人审阅。"),
        url=reverse("coverage:plan", args=[plan]) if plan else reverse("coverage:plans"),
        action=_("审阅") if plan else _("去测算"),
        source=coverage.book.source("formation.joint_min_full_members"),
        minutes=10,
    )


def _enterprises(coverage: ParkCoverage) -> Iterator[Duty]:
    """Ask for an own branch where there are members enough, and for a change where a branch has too few."""
    for row in coverage.rows:
        trigger = trigger_at(row)
        if trigger is not None:
            yield _enterprise(row, trigger)


def _enterprise(row: EnterpriseCoverage, trigger: Trigger) -> Duty:
    verdict = row.answer.verdict
    source = next((reason.source for reason in verdict.reasons if reason.source), None)
    return Duty(
        key=f"coverage.enterprise:{row.enterprise.public_id}:{row.status}",
        title=_("%(name)s：%(what)s") % {"name": row.enterprise.label, "what": verdict.title},
        why=verdict.happened,
        url=reverse("coverage:trigger-petition", args=[row.enterprise.public_id]),
        action=_("查看请示草稿"),
        source=source,
        due=verdict.due,
        remark=_("请示草稿已备好，由人决定") if trigger is Trigger.ENOUGH else _("请示草稿已备好，系统不改支部"),
    )


def _small_joint_branches(branches: Iterable[Organization], book: Rulebook) -> Iterator[Duty]:
    key = "formation.joint_min_full_members"
    least = book.number(key)
    for branch in branches:
        full: int = branch.full  # type: ignore[attr-defined]
        if full >= least:
            continue
        yield Duty(
            key=f"coverage.branch:{branch.public_id}:members",
            title=_("%(name)s：正式党员不足，应调整组织设置") % {"name": branch.label},
            why=_("现有正式党员 %(full)s 名，不足 %(least)s 名。") % {"full": full, "least": least},
            url=reverse("organizations:page", args=[branch.public_id]),
            action=_("查看支部"),
            source=book.source(key),
        )
