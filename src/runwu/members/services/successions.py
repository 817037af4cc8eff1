"""Members pass on with their organisation (随同转移的党员): affiliations, floating periods, transfers."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from runwu.core.errors import Conflict, RuleRefused, UserError
from runwu.core.registries import Consequence
from runwu.core.scope import Scope
from runwu.members import selectors
from runwu.members.choices import OPEN_TRANSFERS, Standing
from runwu.members.models import Affiliation, FloatingStay, LandingStep, PartyMember, Transfer
from runwu.members.services.built_on import first_there, held_there, never_there
from runwu.members.services.floating.stays import go_on
from runwu.members.services.passing import (
    guests_to_pass,
    members_to_pass,
    organizations_of_workers,
    passing_by_enterprise,
)
from runwu.members.services.passing_names import who_passes
from runwu.members.services.sizes import advise, counts_of, may_be_founded, review
from runwu.organizations.handover import Follower, Handover, Kept, followers
from runwu.organizations.models import Organization
from runwu.organizations.services.passing_days import refuse_later

_SIDES = (("source", "host"), ("target", "home"))


def _preview(scope: Scope, handover: Handover) -> Sequence[Consequence]:
    passing = selectors.visible(scope=scope).filter(pk__in=members_to_pass(handover).values("pk"))
    told = selectors.standing_told(scope)
    found = passing.aggregate(
        n=Count("pk"), probationary=Count("pk", filter=told & Q(standing=Standing.PROBATIONARY)),
        untold=Count("pk", filter=~told),
    )  # fmt: skip
    words = _("%(n)d 名，其中预备党员 %(probationary)d 名") % found
    if found["untold"]:
        words += _("，限组织内知悉的 %d 名不分类别") % found["untold"]
    words += _("；组织关系随文转到“%s”") % handover.target.label
    guests = selectors.visible(scope=scope).filter(pk__in=guests_to_pass(handover).values("pk")).count()
    words_of_guests = _("%(n)d 名；改由“%(target)s”联系，流动期和五步接着办")
    told_of_guests = words_of_guests % {"n": guests, "target": handover.target.label}
    lines = [Consequence(_("随同转移的流入和未转入党员"), told_of_guests)] if guests else []
    return [
        Consequence(_("随同转移的党员"), words if found["n"] else _("没有")), *lines, *who_passes(scope, handover)
    ]  # fmt: skip


def _check(handover: Handover) -> None:
    """Refuse open transfers and later affiliations of open members; nothing here may tell of a restricted one."""
    known = PartyMember.objects.filter(pk__in=members_to_pass(handover).values("pk"), restricted=False)
    refuse_later(
        Affiliation.objects.open().filter(member__in=known, organization=handover.source), handover, _("党员组织关系")
    )
    _refuse_transfers(handover, known)
    _refuse_too_few(handover, known)


def _refuse_transfers(handover: Handover, known: QuerySet[PartyMember]) -> None:
    """Refuse while transfers to or from what ends are open, or transfers of those who go along."""
    rows = _transfers(handover).filter(member__restricted=False)
    number = (rows if handover.ends else rows.filter(member__in=known)).count()
    if number:
        raise UserError(
            _("“%(name)s”有 %(n)d 件组织关系转接没有办完。") % {"name": handover.source.label, "n": number},
            rule=_("转接未被接收前，原党组织负责；组织撤销后无人接收或答复。"),
            now=_("请先办结或撤回这些转接，再登记组织调整。"),
        )


def _transfers(handover: Handover) -> QuerySet[Transfer]:
    either = Q(source=handover.source) | Q(target=handover.source)
    return Transfer.objects.filter(either, state__in=OPEN_TRANSFERS)


def _move(handover: Handover) -> Kept:
    kept = _move_affiliations(handover)
    guests = _move_guests(handover)
    stays = _move_stays(handover, [*[one["member"] for one in kept], *guests])
    placed: Kept = [{"guests": guests}] if guests else []
    return [*kept, *placed, *stays, *(_move_transfers(handover) if handover.takes_all else [])]


def _move_guests(handover: Handover) -> list[int]:
    """Place who has no affiliation here at the successor, so that somebody goes on looking after them."""
    guests = list(guests_to_pass(handover).values_list("pk", flat=True))
    PartyMember.objects.filter(pk__in=guests).update(path=handover.target.path)
    return guests


def _move_affiliations(handover: Handover) -> Kept:
    """Close and open affiliations; one of that day or later is changed where it stands. A fixed number of statements."""
    rows = list(
        Affiliation.objects.select_for_update()
        .open()
        .filter(organization=handover.source, member__in=members_to_pass(handover).values("pk"))
    )
    early = [row for row in rows if row.valid_from < handover.on]
    late = [row for row in rows if row.valid_from >= handover.on]
    Affiliation.objects.filter(pk__in=[row.pk for row in early]).update(valid_to=handover.on)
    opened = Affiliation.objects.bulk_create(
        [
            Affiliation(
                member_id=row.member_id,
                organization=handover.target,
                valid_from=handover.on,
                document=handover.document,
            )
            for row in early
        ],
        batch_size=500,
    )
    Affiliation.objects.filter(pk__in=[row.pk for row in late]).update(organization=handover.target)
    _place([row.member_id for row in rows], handover.target)
    pairs = zip(early, opened, strict=True)
    return [
        *[{"member": row.member_id, "row": row.pk, "opened": new.pk} for row, new in pairs],
        *[{"member": row.member_id, "row": row.pk, "opened": None} for row in late],
    ]


def _place(members: Sequence[int], organization: Organization) -> None:
    PartyMember.objects.filter(pk__in=members).update(organization=organization, path=organization.path)


def _move_stays(handover: Handover, along: Sequence[int]) -> Kept:
    """Go on with floating periods at the successor, on either side of them; of a part, those of who goes along."""
    kept: Kept = []
    for _side, name in _SIDES:
        rows = FloatingStay.objects.open().filter(**{name: handover.source})
        for row in rows if handover.takes_all else rows.filter(member__in=along):
            kept.append(_move_stay(row, name, handover))
    return kept


def _move_stay(row: FloatingStay, name: str, handover: Handover) -> dict[str, Any]:
    other = row.host_id if name == "home" else row.home_id
    if other == handover.target.pk:
        return _meet(row, name, handover)
    if row.valid_from >= handover.on:
        FloatingStay.objects.filter(pk=row.pk).update(**{name: handover.target})
        return {"stay": row.pk, "side": name, "opened": None}
    opened = go_on(row, on=handover.on, **{f"{name}_id": handover.target.pk})
    return {"stay": row.pk, "side": name, "opened": opened.pk}


def _meet(row: FloatingStay, name: str, handover: Handover) -> dict[str, Any]:
    """End a period between two organisations that become one: nobody floats to the own branch."""
    ended = row.valid_from < handover.on
    change: dict[str, Any] = {"valid_to": handover.on} if ended else {name: None}
    FloatingStay.objects.filter(pk=row.pk).update(**change)
    return {"stay": row.pk, "side": name, "opened": None, "ended": ended}


def _move_transfers(handover: Handover) -> Kept:
    """Hand on the transfers that may not be spoken of: those of restricted members."""
    kept: Kept = []
    for side, _name in _SIDES:
        ids = list(_transfers(handover).filter(**{side: handover.source}).values_list("pk", flat=True))
        Transfer.objects.filter(pk__in=ids).update(**{side: handover.target})
        kept += [{"transfers": ids, "side": side}] if ids else []
    return kept


def _take_back(handover: Handover, kept: Kept) -> None:
    affiliations = [one for one in kept if "member" in one]
    _affiliations_back(affiliations, handover)
    for one in reversed(kept):
        if "transfers" in one:
            Transfer.objects.filter(pk__in=one["transfers"]).update(**{one["side"]: handover.source})
        elif "guests" in one:
            _guests_back(one["guests"], handover)
        elif "stay" in one:
            _stay_back(one, handover)


def _affiliations_back(kept: Kept, handover: Handover) -> None:
    """Bring members back whose affiliation is still where the act put it; refuse when an open one has moved on."""
    at = {one["opened"] or one["row"]: one for one in kept}
    standing = set(
        Affiliation.objects.open().filter(pk__in=at, organization=handover.target).values_list("pk", flat=True)
    )
    gone = [one["member"] for pk, one in at.items() if pk not in standing]
    if PartyMember.objects.filter(pk__in=gone, restricted=False).exists():
        raise Conflict(
            _("随同转移的党员，组织关系此后又有变动。"),
            rule=_("别人据此办理之后，先撤回后来的办理。"),
            now=_("请先撤回后来的变动，再撤回本次调整。"),
        )
    back = [one for pk, one in at.items() if pk in standing]
    Affiliation.objects.filter(pk__in=[one["opened"] for one in back if one["opened"]]).delete()
    Affiliation.objects.filter(pk__in=[one["row"] for one in back if one["opened"]]).update(valid_to=None)
    late = [one["row"] for one in back if not one["opened"]]
    Affiliation.objects.filter(pk__in=late).update(organization=handover.source)
    _place([one["member"] for one in back], handover.source)


def _guests_back(guests: Sequence[int], handover: Handover) -> None:
    """Place who has not moved on since where they were."""
    rows = PartyMember.objects.filter(pk__in=guests, organization__isnull=True, path=handover.target.path)
    rows.update(path=handover.source.path)


def _stay_back(one: dict[str, Any], handover: Handover) -> None:
    rows = FloatingStay.objects.open().filter(pk=one["opened"] or one["stay"])
    if one.get("ended"):
        later = FloatingStay.objects.open().filter(member__floating_stays=one["stay"])
        if not later.exists():
            FloatingStay.objects.filter(pk=one["stay"]).update(valid_to=None)
    elif not one["opened"]:
        rows.update(**{one["side"]: handover.source})
    elif rows.exists():
        LandingStep.objects.filter(stay=one["opened"]).update(stay=one["stay"])
        rows.delete()
        FloatingStay.objects.filter(pk=one["stay"]).update(valid_to=None)


def _refuse_too_few(handover: Handover, known: QuerySet[PartyMember]) -> None:
    """Refuse a branch that splits off with too few full members; who stays is not asked."""
    verdict = may_be_founded(handover, known)
    if verdict is not None and verdict.refused:
        raise RuleRefused(verdict)


def _choices(scope: Scope, organization: Organization, _on: date) -> Sequence[tuple[str, str]]:
    """List the open members of an organisation whom a viewer knows, to be chosen for a part."""
    rows = selectors.visible(scope=scope).filter(organization=organization, restricted=False)
    return [
        (str(one.public_id), f"{one.person.name}（{one.get_standing_display()}）")
        for one in rows.order_by("person__initials", "person__name", "pk")
    ]


def _left(scope: Scope, organization: Organization) -> int:
    """Count whom a viewer may know of: members, guests, and open members of elsewhere whom the branch hosts."""
    here = Q(organization=organization) | Q(organization__isnull=True, path=organization.path)
    hosted = FloatingStay.objects.open().filter(host=organization, member__restricted=False)
    return selectors.visible(scope=scope).filter(here).count() + hosted.count()


followers.register(
    Follower(
        key="members",
        preview=_preview,
        check=_check,
        move=_move,
        take_back=_take_back,
        review=review,
        advise=advise,
        choices=_choices,
        holds=held_there,
        undone=never_there,
        since=first_there,
        count=counts_of,
        left=_left,
        passing=passing_by_enterprise,
        where=organizations_of_workers,
    )
)
