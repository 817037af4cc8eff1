"""Cards, vacancies and reserves on record (履职卡、空缺岗位、后备人选)."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from runwu.accounts.models import User
from runwu.core import audit
from runwu.organizations.choices import NoteKind, OrganizationState, ReserveState
from runwu.organizations.models import CardNote, Organization, Post, Reserve, ReserveVersion, Vacancy
from runwu.organizations.services import cadre_refusals as refusals
from runwu.organizations.services.tree import park_id
from runwu.people.models import Person


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteEntry:
    """A line on a card as it is typed: words for a training and a next step, a grade for a review."""

    kind: str
    on: date
    words: str = ""
    grade: str = ""
    document: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReserveUpdate:
    """How it stands with somebody in reserve as it is typed, and when and by whom the person was told."""

    readiness: str
    strengths: str
    gap: str
    told_on: date
    told_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReserveEntry(ReserveUpdate):
    """Somebody who is put in reserve, and for which post."""

    kind: str


@transaction.atomic
def add_note(*, post: Post, entry: NoteEntry, by: User) -> CardNote:
    """Put a line on the card of whoever holds a post (登记履职卡).

    Raises UserError without words or grade, and for a training or review on a day to come.
    """
    if entry.kind == NoteKind.REVIEW and not (entry.grade and entry.document.strip()):
        raise refusals.review_without_grade()
    if entry.kind != NoteKind.REVIEW and not entry.words.strip():
        raise refusals.note_without_words()
    if entry.kind != NoteKind.NEXT_STEP and entry.on > timezone.localdate():
        raise refusals.day_to_come()
    is_review = entry.kind == NoteKind.REVIEW
    note = CardNote(
        organization=post.organization, person=post.person, kind=entry.kind, on=entry.on,
        words="" if is_review else entry.words.strip(), grade=entry.grade if is_review else "",
        document=entry.document.strip(), recorded_on=timezone.localdate(), recorded_by=by.public_id,
    )  # fmt: skip
    note.full_clean()
    note.save()
    _log(by, "card.note_added", note, note.organization, kind=note.kind)
    return note


@transaction.atomic
def withdraw_note(*, note: CardNote, by: User) -> None:
    """Take back a line of a card on the day it was entered (撤回). Raises Conflict on another day."""
    if note.recorded_on != timezone.localdate():
        raise refusals.not_today()
    _log(by, "card.note_withdrawn", note, note.organization, kind=note.kind)
    note.delete()


@transaction.atomic
def open_vacancy(*, organization: Organization, kind: str, language: str, trade: str, note: str, by: User) -> Vacancy:
    """Record a post that waits for somebody (登记空缺岗位). Raises UserError where nothing is asked for."""
    if organization.state != OrganizationState.ACTIVE:
        raise refusals.not_standing(organization)
    if not (language.strip() or trade.strip()):
        raise refusals.asks_for_nothing()
    vacancy = Vacancy(
        organization=organization, kind=kind, language=language.strip(), trade=trade.strip(), note=note.strip(),
        opened_on=timezone.localdate(), recorded_by=by.public_id,
    )  # fmt: skip
    vacancy.full_clean()
    vacancy.save()
    _log(by, "vacancy.opened", vacancy, organization, kind=vacancy.kind)
    return vacancy


@transaction.atomic
def close_vacancy(*, vacancy: Vacancy, by: User) -> Vacancy:
    """Close a vacancy (关闭空缺岗位). Raises Conflict where it is closed."""
    vacancy = Vacancy.objects.select_for_update(of=("self",)).select_related("organization__park").get(pk=vacancy.pk)
    if vacancy.closed_on is not None:
        raise refusals.closed_already()
    vacancy.closed_on = timezone.localdate()
    vacancy.save(update_fields=["closed_on"])
    _log(by, "vacancy.closed", vacancy, vacancy.organization, kind=vacancy.kind)
    return vacancy


@transaction.atomic
def list_reserve(*, organization: Organization, person: Person, entry: ReserveEntry, by: User) -> Reserve:
    """Put somebody whom one has told into reserve (列入后备人选).

    Raises UserError where the person was not told, without a gap in words, or for whoever is restricted; Conflict
    where the person stands in it, or has objected since being told.
    """
    Organization.objects.select_for_update(no_key=True).get(pk=organization.pk)
    if person.sealed:
        raise refusals.not_for_restricted()
    _check_told(entry)
    former = Reserve.objects.filter(organization=organization, person=person)
    if former.filter(state=ReserveState.LISTED).exists():
        raise refusals.listed_already()
    if former.filter(state=ReserveState.OBJECTED, ended_on__gte=entry.told_on).exists():
        raise refusals.objected_since()
    reserve = Reserve(
        organization=organization, person=person, kind=entry.kind, readiness=entry.readiness,
        strengths=entry.strengths.strip(), gap=entry.gap.strip(), told_on=entry.told_on, told_by=entry.told_by.strip(),
        recorded_on=timezone.localdate(), recorded_by=by.public_id,
    )  # fmt: skip
    reserve.full_clean()
    reserve.save()
    _log(by, "reserve.listed", reserve, organization, restricted=True)
    return reserve


def _check_told(entry: ReserveUpdate) -> None:
    """Refuse what the person was not told, or what says nothing of the gap."""
    if not entry.told_by.strip():
        raise refusals.told_by_nobody()
    if entry.told_on > timezone.localdate():
        raise refusals.day_to_come()
    if not entry.gap.strip():
        raise refusals.no_gap()


@transaction.atomic
def update_reserve(*, reserve: Reserve, entry: ReserveUpdate, by: User) -> Reserve:
    """Write how it stands with somebody in reserve now (更新后备情况); how it stood before is kept beside it.

    Raises Conflict where the entry has ended, UserError where the person was not told (again), without a gap in words,
    or where nothing is different.
    """
    rows = Reserve.objects.select_for_update(of=("self",)).select_related("organization__park")
    reserve = rows.get(pk=reserve.pk)
    if reserve.state != ReserveState.LISTED:
        raise refusals.ended_already()
    _check_told(entry)
    if entry.told_on < reserve.told_on:
        raise refusals.told_before(reserve.told_on)
    now = (entry.readiness, entry.strengths.strip(), entry.gap.strip())
    if now == (reserve.readiness, reserve.strengths, reserve.gap):
        raise refusals.nothing_different()
    ReserveVersion.objects.create(
        reserve=reserve, readiness=reserve.readiness, strengths=reserve.strengths, gap=reserve.gap,
        told_on=reserve.told_on, told_by=reserve.told_by, replaced_on=timezone.localdate(), replaced_by=by.public_id,
    )  # fmt: skip
    reserve.readiness, reserve.strengths, reserve.gap = now
    reserve.told_on, reserve.told_by, reserve.recorded_on = entry.told_on, entry.told_by.strip(), timezone.localdate()
    reserve.full_clean()
    reserve.save()
    _log(by, "reserve.updated", reserve, reserve.organization, restricted=True)
    return reserve


@transaction.atomic
def end_reserve(*, reserve: Reserve, reason: str, by: User, objects: bool = False) -> Reserve:
    """Take somebody out of reserve (退出后备); with `objects` the person does, which works at once.

    What was written about readiness and gap goes, with how it stood before. Raises Conflict where it has ended,
    UserError without a reason of the committee's.
    """
    rows = Reserve.objects.select_for_update(of=("self",)).select_related("organization__park")
    reserve = rows.get(pk=reserve.pk)
    if reserve.state != ReserveState.LISTED:
        raise refusals.ended_already()
    if not reason.strip() and not objects:
        raise refusals.no_reason()
    reserve.state = ReserveState.OBJECTED if objects else ReserveState.ENDED
    reserve.ended_on, reserve.reason = timezone.localdate(), reason.strip()
    reserve.strengths = reserve.gap = ""
    reserve.save()
    reserve.versions.all().delete()
    _log(by, "reserve.objected" if objects else "reserve.ended", reserve, reserve.organization, restricted=True)
    return reserve


def _log(by: User, act: str, subject: Any, one: Organization, *, restricted: bool = False, **extra: Any) -> None:
    """Put an act on record; about reserves only for who must know, not even the park's staff."""
    sealed = restricted or (isinstance(subject, CardNote) and subject.person.sealed)
    audit.log(
        by, f"organizations.{act}", subject, place=None if restricted else park_id(one), path=one.path,
        restricted=sealed, **extra,
    )  # fmt: skip
