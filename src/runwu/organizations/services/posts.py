"""Posts on record (任职登记): given, ended, corrected, and taken back on the day they were entered."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from runwu.accounts.models import User
from runwu.core import audit
from runwu.core.facts import changes_between, record_changes
from runwu.core.meanwhile import Shown, require_unchanged
from runwu.core.pinyin import initials_of
from runwu.organizations.holders import Holder
from runwu.organizations.models import Organization, Post
from runwu.organizations.services import post_refusals as refusals
from runwu.organizations.services.post_checks import PostEntry, check_post, refuse_overlaps
from runwu.organizations.services.tree import park_id
from runwu.people.models import Person


@transaction.atomic
def record_post(*, organization: Organization, holder: Holder, entry: PostEntry, by: User) -> Post:
    """Give somebody a post (登记任职); a person who is in no register yet is entered by name alone.

    Raises UserError for days that can't be, without a decision, outside the term, a second secretary at one time, the
    same post twice, an elected post of somebody affiliated elsewhere; RuleRefused where the rules say no.
    """
    organization = _locked(organization)
    check_post(organization=organization, holder=holder, entry=entry)
    person = holder.person
    if person.pk is None:
        person.initials = initials_of(person.name, limit=50)
        person.full_clean()
        person.save()
    post = Post(
        organization=organization, person=person, kind=entry.kind, recorded_on=timezone.localdate(), **entry.values()
    )
    post.end_recorded_on = post.recorded_on if entry.until else None
    post.full_clean()
    post.save()
    _log(by, "recorded", post)
    return post


@transaction.atomic
def correct_post(*, post: Post, holder: Holder, entry: PostEntry, by: User, seen: Shown | None = None) -> Post:
    """Correct what was entered about a post (更正任职); person and kind stay. Raises as `record_post` does.

    Raises ChangedMeanwhile when somebody else changed it after the form was opened.
    """
    organization = _locked(post.organization)
    post = _locked_post(post)
    require_unchanged(seen, shown_post(post))
    check_post(organization=organization, holder=holder, entry=entry, own=post)
    old = {name: getattr(post, name) for name in entry.values()}
    for name, value in entry.values().items():
        setattr(post, name, value)
    post.full_clean()
    post.save()
    changes = changes_between(post, old, personal=("concurrent_position", "enterprise", "management_level"))
    record_changes(changes, source=post.document, source_date=timezone.localdate(), by=by.public_id)
    _log(by, "corrected", post, fields=[name for name, value in entry.values().items() if old[name] != value])
    return post


@transaction.atomic
def end_post(*, post: Post, on: date, document: str, by: User) -> Post:
    """End a post (登记离任): `on` is the first day on which it is no longer held.

    Raises Conflict when it has ended, UserError for a day before it began or in the future, or without a paper.
    """
    _locked(post.organization)
    post = _locked_post(post)
    if post.valid_to is not None:
        raise refusals.ended_already()
    if on > timezone.localdate():
        raise refusals.in_future("离任日期")
    if on <= post.valid_from:
        raise refusals.ends_too_early()
    if not document.strip():
        raise refusals.no_decision()
    post.valid_to, post.end_document, post.end_recorded_on = on, document.strip(), timezone.localdate()
    post.save(update_fields=["valid_to", "end_document", "end_recorded_on"])
    _log(by, "ended", post, on=on)
    return post


@transaction.atomic
def withdraw_post(*, post: Post, by: User) -> Post | None:
    """Take back what was entered today (撤回登记): first the end, else the post itself, which never was.

    Returns the post that goes on, None where it is gone. Raises Conflict on another day, and as `record_post` does
    where the post would go on beside a later secretary.
    """
    organization = _locked(post.organization)
    post = _locked_post(post)
    today = timezone.localdate()
    if post.valid_to is not None and post.end_recorded_on == today and post.recorded_on != today:
        post.valid_to, post.end_document, post.end_recorded_on = None, "", None
        refuse_overlaps(organization, post.person, post.kind, (post.valid_from, None), own=post)
        post.save(update_fields=["valid_to", "end_document", "end_recorded_on"])
        _log(by, "end_taken_back", post)
        return post
    if post.recorded_on != today:
        raise refusals.not_today()
    _log(by, "taken_back", post)
    post.delete()
    _forget_unless_needed(post.person)
    return None


def _forget_unless_needed(person: Person) -> None:
    """Delete somebody who was entered for a post by name alone: without it the name has no purpose."""
    for relation in person._meta.related_objects:
        if relation.related_model._base_manager.filter(**{relation.field.name: person}).exists():
            return
    person.delete()


def may_withdraw(post: Post, today: date) -> bool:
    """Tell whether something about a post was entered today."""
    return today in (post.recorded_on, post.end_recorded_on)


def shown_post(post: Post) -> Shown:
    """Return what a form shows of a post, by the names of its fields."""
    return {
        "since": post.valid_from.isoformat(),
        "until": post.valid_to.isoformat() if post.valid_to else "",
        "concurrent_position": post.concurrent_position,
        "enterprise": str(post.enterprise.public_id) if post.enterprise else "",
        "management_level": post.management_level,
        "allowance": post.allowance,
        "decided_by": post.decided_by,
        "document": post.document,
        "end_document": post.end_document,
    }


def _locked(organization: Organization) -> Organization:
    rows = Organization.objects.select_for_update(of=("self",), no_key=True).select_related("park")
    return rows.get(pk=organization.pk)


def _locked_post(post: Post) -> Post:
    rows = Post.objects.select_for_update(of=("self",)).select_related("organization__park", "person", "enterprise")
    return rows.get(pk=post.pk)


def _log(by: User, act: str, post: Post, **extra: Any) -> None:
    one = post.organization
    audit.log(
        by, f"organizations.post.{act}", post, place=park_id(one), path=one.path, restricted=post.person.sealed,
        kind=post.kind, organization=one.public_id, **extra,
    )  # fmt: skip
