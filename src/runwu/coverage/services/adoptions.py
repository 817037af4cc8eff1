"""Adopt a plan and send it up (采纳并上报): facts read anew, organisations in 待批复, members to move listed."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from runwu.accounts.models import User
from runwu.core import audit
from runwu.core.errors import Conflict, RuleRefused, UserError
from runwu.core.journeys import open_journey, tick
from runwu.core.pinyin import initials_of
from runwu.coverage.choices import PlanState, Profile
from runwu.coverage.models import AdoptedGroup, AdoptedUnit, Adoption, FormationPlan, MemberMove
from runwu.coverage.services.differences import differences
from runwu.coverage.services.drafts import Draft, draft_adoption
from runwu.coverage.services.groups import DraftGroup, Drafting, DraftUnit
from runwu.coverage.services.instances import read_facts
from runwu.coverage.services.locks import locked_plan
from runwu.coverage.services.member_moves import DraftMove
from runwu.coverage.services.papers import petition_content
from runwu.coverage.services.verdicts import refusal_of
from runwu.enterprises.models import Park
from runwu.organizations.choices import OrganizationState, Sector
from runwu.organizations.models import Organization
from runwu.organizations.services import place_all
from runwu.planning.joint_branches.legality import broken_rules

JOURNEY = "forming_branch"


def adopt(
    *,
    plan: FormationPlan,
    profile: Profile,
    expected_version: int,
    on: date,
    by: User,
    confirmed: Iterable[UUID] = (),
    names: Mapping[str, str] | None = None,
) -> Adoption:
    """Adopt an alternative and send it up (采纳并上报); everything or nothing.

    `confirmed` are the public ids of the members whose move somebody has checked, `names` other full names for new
    branches by their host. Raises Conflict when the plan was adopted or changed by somebody else, or when the facts
    changed since it was computed (and says which); RuleRefused when a group breaks a rule that nobody may exceed.
    """
    try:
        with transaction.atomic():
            return _adopt(
                plan, profile, expected_version, on=on, by=by, confirmed=frozenset(confirmed), names=names or {}
            )
    except IntegrityError as error:
        raise Conflict(
            _("这份建议刚刚已由另一个人采纳并上报。"),
            rule=_("一份建议只能采纳一次。"),
            now=_("请刷新页面，查看已上报的内容。"),
        ) from error


def _adopt(
    plan: FormationPlan,
    profile: Profile,
    expected_version: int,
    *,
    on: date,
    by: User,
    confirmed: frozenset[UUID],
    names: Mapping[str, str],
) -> Adoption:
    # One adoption of a park at a time: two plans of one park may name the same enterprises.
    Park.objects.select_for_update(no_key=True).get(pk=plan.park_id)
    plan = locked_plan(plan, expected_version)
    _refuse_changed_facts(plan, on)
    draft = draft_adoption(plan=plan, profile=profile, on=on)
    _refuse_broken_rules(draft)
    organizations = _establish(draft.groups, draft.committee, names, on)
    adoption = _record(draft, profile, on, by)
    groups = _record_groups(adoption, draft, organizations)
    _record_moves(adoption, draft.moves, organizations, confirmed)
    _open_journeys(groups, on, by, plan.park.public_id)
    _finish_plan(plan, profile)
    audit.log(
        by,
        "coverage.plan.adopted",
        adoption,
        place=plan.park.public_id,
        path=draft.committee.path,
        plan=plan.public_id,
        profile=str(profile),
        new_branches=sum(group.is_new for group in draft.groups),
        enterprises=sum(len(group.changed) for group in draft.groups),
        left=len(draft.left),
        moves=len(draft.moves),
        facts=plan.facts_digest,
    )
    return adoption


def _refuse_changed_facts(plan: FormationPlan, on: date) -> None:
    now = read_facts(park=plan.park, on=on, keeps_joint_branches=plan.keeps_joint_branches)
    if now.digest == plan.facts_digest:
        return
    changes = differences(plan.instance, now.document())
    raise Conflict(
        _("测算之后，事实有了变化：%(changes)s") % {"changes": "".join(changes[:20])}
        + (_("……共 %(count)s 处。") % {"count": len(changes)} if len(changes) > 20 else ""),
        rule=_("采纳以当天的事实为准，不按旧的数字上报。"),
        now=_("请重新测算一份，再采纳并上报。"),
    )


def _refuse_broken_rules(draft: Draft) -> None:
    facts = Drafting.of(draft.plan, draft.alternative, book=draft.book)
    hard = [broken for broken in broken_rules(facts.index, facts.assignment) if not broken.soft]
    if hard:
        raise RuleRefused(refusal_of(hard, draft.book))


def _establish(
    groups: Sequence[DraftGroup], committee: Organization, names: Mapping[str, str], on: date
) -> dict[str, Organization]:
    """Set up the new branches in 待批复 below the committee: {host id: organisation}, existing ones included."""
    found = {group.host: group.organization for group in groups if group.organization}
    new = {group.host: _organization(group, committee, names.get(group.host, "")) for group in groups if group.is_new}
    for organization in new.values():
        organization.save()
    place_all(places=[(organization, committee) for organization in new.values()], on=on)
    return found | new


def _organization(group: DraftGroup, committee: Organization, name: str) -> Organization:
    organization = Organization(
        name=name.strip() or group.name[:100],
        short_name=group.short_name[:50],
        initials=initials_of(group.short_name),
        form=group.form,
        sector=Sector.ENTERPRISE,
        park=committee.park,
        state=OrganizationState.PENDING,
    )
    try:
        organization.full_clean(exclude=["path"])
    except ValidationError as error:
        raise UserError(
            _("“%(name)s”不能作为党支部名称：%(problem)s")
            % {"name": organization.name[:40], "problem": "".join(error.messages)},
            now=_("请改一个名称，不超过 100 个字。"),
        ) from error
    return organization


def _record(draft: Draft, profile: Profile, on: date, by: User) -> Adoption:
    adoption = Adoption(
        plan=draft.plan,
        profile=profile,
        committee=draft.committee,
        adopted_on=on,
        adopted_by=by.public_id,
        paper=petition_content(draft, on=on),
    )
    adoption.save()
    return adoption


def _record_groups(adoption: Adoption, draft: Draft, organizations: Mapping[str, Organization]) -> list[AdoptedGroup]:
    """Write the groups with the enterprises whose coverage they change, and the committee with who is left."""
    groups = []
    for entry in draft.groups:
        group = _group(adoption, organizations[entry.host], entry.letter, entry.is_new, entry.changed or ())
        groups += [group] if group else []
    left = [unit for unit in draft.left if unit.before is None or unit.before.organization_id != draft.committee.pk]
    _group(adoption, draft.committee, "", False, left)
    return groups


def _group(
    adoption: Adoption, organization: Organization, letter: str, is_new: bool, units: Sequence[DraftUnit]
) -> AdoptedGroup | None:
    if not units:
        return None
    group = AdoptedGroup.objects.create(adoption=adoption, organization=organization, letter=letter, is_new=is_new)
    AdoptedUnit.objects.bulk_create(
        AdoptedUnit(group=group, enterprise=unit.enterprise, role=unit.role, before=unit.before) for unit in units
    )
    return group


def _record_moves(
    adoption: Adoption,
    moves: Sequence[DraftMove],
    organizations: Mapping[str, Organization],
    confirmed: frozenset[UUID],
) -> None:
    MemberMove.objects.bulk_create(
        MemberMove(
            adoption=adoption,
            member=move.member,
            enterprise=move.enterprise,
            source=move.source,
            target=organizations[move.host],
            by_document=move.by_document,
            confirmed=move.member.public_id in confirmed,
        )
        for move in moves
    )


def _open_journeys(groups: Iterable[AdoptedGroup], on: date, by: User, place: UUID) -> None:
    """Start the process of each new branch; sending it up is its first step."""
    for group in groups:
        if group.is_new:
            journey = open_journey(template=JOURNEY, subject=group, on=on, by=by, place=place)
            tick(journey=journey, step="apply", done_on=on, document="", on=on, by=by, automatic=True)


def _finish_plan(plan: FormationPlan, profile: Profile) -> None:
    plan.state, plan.chosen, plan.version = PlanState.ADOPTED, profile, plan.version + 1
    plan.save(update_fields=["state", "chosen", "version"])
