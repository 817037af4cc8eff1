"""What coverage asks of park staff today (待办): approvals awaited, transfers, branches that ought to change."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from runwu.core.registries import Duty, register_duties
from runwu.core.rulebooks import rulebook
from runwu.core.scope import Capability, Scope
from runwu.coverage.choices import AdoptionState, PlanState
from runwu.coverage.models import Adoption, FormationPlan, MemberMove
from runwu.coverage.selectors.plans import adoptions, parks_to_plan
from runwu.coverage.selectors.progress import AdoptionProgress
from runwu.coverage.selectors.statuses import EnterpriseCoverage, ParkCoverage, park_coverage
from runwu.enterprises.models import Park
from runwu.members.choices import Membership, Standing, TransferState
from runwu.members.selectors import known_to
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
    """Return what somebody who plans for a park has to see to, park by park."""
    found: list[Duty] = []
    parks = [park for park in parks_to_plan(scope=scope) if scope.reaches_park(Capability.SEE_MEMBERS, park.pk)]
    for park in parks:
        book = rulebook(on=on, place=park.public_id, region=park.region)
        mine = _of_park(scope, park, on, book)
        found += mine if len(parks) == 1 else (replace(duty, title=f"{park.name}：{duty.title}") for duty in mine)
    return found


def _of_park(scope: Scope, park: Park, on: date, book: Rulebook) -> Iterator[Duty]:
    sent_up = list(adoptions(scope=scope).filter(plan__park=park))
    yield from (_approval(one, book) for one in sent_up if one.waits)
    in_force = [one for one in sent_up if one.state == AdoptionState.IN_FORCE]
    yield from _transfers(scope, in_force, book)
    yield from _steps(in_force, on)
    coverage = park_coverage(scope=scope, park=park, on=on, book=book, peopled=True)
    yield from _groups(park, coverage)
    yield from _enterprises(coverage)
    yield from _small_joint_branches(scope, park, on, book)


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


def _transfers(scope: Scope, sent_up: Sequence[Adoption], book: Rulebook) -> Iterator[Duty]:
    known = known_to(scope, Capability.SEE_MEMBERS, "member__")
    rows = MemberMove.objects.filter(known, adoption__in=sent_up, transfer__state=TransferState.DUE)
    counts = dict(rows.values_list("adoption").annotate(number=Count("pk")))
    for adoption in sent_up:
        if count := counts.get(adoption.pk):
            yield Duty(
                key=f"coverage.adoption:{adoption.public_id}:transfers",
                title=_("转接 %(count)s 名党员的组织关系") % {"count": count},
                why=_("批复已经生效，这些党员不在同一党委，要另行转接。"),
                url=reverse("coverage:adoption", args=[adoption.public_id]) + "#moves",
                action=_("查看名单"),
                source=book.source("membership.transfer_after_months"),
            )


def _steps(in_force: Sequence[Adoption], on: date) -> Iterator[Duty]:
    """Ask to record the steps that can be done now, all branches of an adoption together (办理进度)."""
    for adoption in in_force:
        progress = AdoptionProgress(adoption, on)
        if progress.open_steps:
            yield _step(adoption, progress)


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


def _groups(park: Park, coverage: ParkCoverage) -> Iterator[Duty]:
    """Ask to review the latest plan, or to make one where uncovered enterprises have members to join (应当)."""
    plan = FormationPlan.objects.filter(park=park, state=PlanState.READY).order_by("-created_at", "-pk").first()
    lonely = [row for row in coverage.of(CoverageStatus.NONE) if row.facts.members.full and not row.pending]
    if plan is None and not lonely:
        return
    names = "、".join(row.enterprise.label for row in lonely[:3])
    counted = {"names": names, "number": len(lonely)}
    yield Duty(
        key=f"coverage.plan:{plan.public_id if plan else park.public_id}:review",
        title=_("审阅联合党支部组建建议") if plan else _("测算联合党支部组建建议"),
        why=_("%(names)s等 %(number)s 家企业有正式党员，还没有党组织。") % counted
        if lonely
        else _("建议已算好，等人审阅。"),
        url=reverse("coverage:plan", args=[plan.public_id]) if plan else reverse("coverage:plans"),
        action=_("审阅") if plan else _("去测算"),
        source=coverage.book.source("formation.joint_min_full_members"),
        minutes=10,
    )


def _enterprises(coverage: ParkCoverage) -> Iterator[Duty]:
    """Ask for an own branch where there are members enough, and for a change where a branch has too few."""
    least = coverage.book.number("formation.min_full_members")
    for row in coverage.rows:
        ripe = (row.facts.members.full or 0) >= least
        if row.answer.is_due and (ripe or row.status is not CoverageStatus.NONE):
            yield _enterprise(row)


def _enterprise(row: EnterpriseCoverage) -> Duty:
    verdict = row.answer.verdict
    return Duty(
        key=f"coverage.enterprise:{row.enterprise.public_id}:{row.status}",
        title=_("%(name)s：%(what)s") % {"name": row.enterprise.label, "what": verdict.title},
        why=verdict.happened,
        url=reverse("enterprises:file", args=[row.enterprise.public_id]),
        action=_("查看企业"),
        source=next((reason.source for reason in verdict.reasons if reason.source), None),
        due=verdict.due,
    )


def _small_joint_branches(scope: Scope, park: Park, on: date, book: Rulebook) -> Iterator[Duty]:
    key = "formation.joint_min_full_members"
    counted = Count(
        "members",
        filter=known_to(scope, Capability.SEE_MEMBERS, "members__")
        & Q(members__standing=Standing.FULL, members__membership=Membership.ACTIVE),
    )
    rows = Organization.objects.filter(in_force_on(on), park=park, form=Form.JOINT_BRANCH).annotate(full=counted)
    for branch in rows.filter(full__lt=book.number(key)).order_by("pk"):
        yield Duty(
            key=f"coverage.branch:{branch.public_id}:members",
            title=_("%(name)s：正式党员不足，应调整组织设置") % {"name": branch.label},
            why=_("现有正式党员 %(full)s 名，不足 %(least)s 名。") % {"full": branch.full, "least": book.number(key)},
            url=reverse("organizations:page", args=[branch.public_id]),
            action=_("查看支部"),
            source=book.source(key),
        )
