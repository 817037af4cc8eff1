"""The member's own page (谁能看到我): who knows, who looked, opening further, and what is held."""

from collections.abc import Callable
from typing import cast

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponseBase, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.views.decorators.http import require_POST

from runwu.accounts.models import User
from runwu.core import audit
from runwu.core.errors import UserError
from runwu.core.guards import ScopedRequest, signed_in
from runwu.core.owndata import OwnSection, Words, held_about
from runwu.core.rulebooks import rulebook
from runwu.members.choices import CorrectionField, WishKind, WishState
from runwu.members.models import PartyMember
from runwu.members.own.circles import circles
from runwu.members.own.corrections import in_words
from runwu.members.own.deletions import record_of
from runwu.members.own.looking import looked
from runwu.members.own.sight import elsewhere, viewers
from runwu.members.services import close_to, confirm_restriction, open_to
from runwu.people.models import Audience, Person
from runwu.rules.privacy import DeletionGround, answer_request, deletion_due


def own_member(request: ScopedRequest) -> PartyMember:
    """Return the membership of whoever asks; for somebody without one, or whose record is frozen, the page does not exist."""
    rows = PartyMember.objects.filter(frozen="").select_related("person", "organization__park")
    return get_object_or_404(rows, person=request.scope.person_id)


def _own_person(request: ScopedRequest) -> Person:
    return get_object_or_404(Person.objects.select_related("membership"), pk=request.scope.person_id)


@signed_in
def own_page(request: ScopedRequest) -> HttpResponseBase:
    """Show a member who knows of the membership, who never will, and who looked; others, that nothing is registered."""
    person = _own_person(request)
    if not hasattr(person, "membership"):
        return render(request, "members/own_none.html")
    if person.membership.frozen:
        return _own_frozen(request, person.membership)
    member = own_member(request)
    wishes = list(member.wishes.all()[:5])
    waits = any(wish.state == WishState.ASKED for wish in wishes)
    source = answer_request("copy", book=rulebook(on=request.on)).reasons[0].source
    found = circles(member=member, on=request.on)
    context = {
        "member": member,
        "viewers": viewers(member=member, on=request.on),
        "elsewhere": elsewhere(member=member, on=request.on),
        "circles": found,
        "told_employer": any(one.audience is Audience.ENTERPRISE and one.since for one in found),
        "looked": looked(member=member),
        "contacts": member.contacts.on(request.on).select_related("person").order_by("deputy"),
        "corrections": [
            (row, in_words(CorrectionField(row.field), row.wanted)) for row in member.corrections.all()[:10]
        ],
        "deletions": member.deletions.all()[:10],
        "wishes": wishes,
        "choices": [] if waits else _wishes_open_to(member),  # one at a time
        "source": source,
    }
    return render(request, "members/own_page.html", context)


def _own_frozen(request: ScopedRequest, member: PartyMember) -> HttpResponseBase:
    """Tell somebody whose record is only stored by which document, until when, and who opened it."""
    stored = record_of(member)
    verdict = deletion_due(DeletionGround.CONSENT_WITHDRAWN, must_be_kept=True, book=rulebook(on=request.on))
    context = {"stored": stored, "looked": looked(member=member), "source": verdict.reasons[0].source}
    return render(request, "members/own_frozen.html", context)


@signed_in
def own_record(request: ScopedRequest) -> HttpResponseBase:
    """Show everything held about the person, to read and to print."""
    person = _own_person(request)
    _note_export(request, person, "html")
    held = held_about(person_id=person.pk, on=request.on)
    first = {"person": 0, "membership": 1, "affiliations": 2, "workplaces": 3}
    context = {
        "person": person,
        "sections": sorted((one for one in held if one.records), key=lambda one: first.get(one.key, len(first))),
        "empty": [one.title for one in held if not one.records],
        "on": request.on,
    }
    return render(request, "members/own_record.html", context)


@signed_in
def own_record_json(request: ScopedRequest) -> HttpResponseBase:
    """Hand out everything held about the person for machines (转移): in one language, whichever the page is in."""
    person = _own_person(request)
    _note_export(request, person, "json")
    with translation.override(settings.LANGUAGE_CODE):
        sections = [_for_machines(section) for section in held_about(person_id=person.pk, on=request.on)]
    content = {
        "format": "runwu.own-data",
        "version": 2,
        "language": settings.LANGUAGE_CODE,
        "as_of": request.on.isoformat(),
        "sections": sections,
    }
    answer = JsonResponse(content, json_dumps_params={"ensure_ascii": False, "indent": 1})
    answer["Content-Disposition"] = f'attachment; filename="own-data-{request.on.isoformat()}.json"'
    return answer


def _for_machines(section: OwnSection) -> dict[str, object]:
    """Write one section down: what each key means and why it is held, once, and the records."""
    items = {item.key: item for record in section.records for item in record}
    return {
        "key": section.key,
        "title": str(section.title),
        "labels": {key: str(item.label) for key, item in items.items()},
        "purposes": {key: item.why for key, item in items.items() if item.why},
        "records": [{item.key: item.value for item in record} for record in section.records],
    }


def _note_export(request: ScopedRequest, person: Person, how: str) -> None:
    member = getattr(person, "membership", None)
    path = member.path if member else ""
    audit.log(request.user, "members.own.exported", person, path=path, restricted=person.sealed, form=how)


@signed_in
@require_POST
def consent_open(request: ScopedRequest, audience: str) -> HttpResponseBase:
    """Open the membership to one audience."""
    member, to = own_member(request), _audience(audience)
    return done(
        request,
        lambda: open_to(member=member, audience=to, by=cast("User", request.user), on=request.on),
        _("已向“%s”公开，立即生效。随时可以收回。") % to.label,
    )


@signed_in
@require_POST
def consent_close(request: ScopedRequest, audience: str) -> HttpResponseBase:
    """Take the consent for one audience back."""
    member, to = own_member(request), _audience(audience)
    return done(
        request,
        lambda: close_to(member=member, audience=to, by=cast("User", request.user), on=request.on),
        _("已收回对“%s”的公开，立即生效。") % to.label,
    )


@signed_in
@require_POST
def restriction_confirm(request: ScopedRequest) -> HttpResponseBase:
    """Confirm that the restriction is one's own wish."""
    member = own_member(request)
    return done(
        request,
        lambda: confirm_restriction(member=member, by=cast("User", request.user)),
        _("已确认：限组织内知悉是你本人的意愿。"),
    )


_WISHES_MEAN = {
    WishKind.RESTRICT: _lazy(
        "立即生效：只有所在支部、上级党委的组织委员和替你收党费的人知道你是党员，姓名加密；向别人的公开同时收回。"
        "支部随后答复。有公开任职的，支部决定以后才生效。"
    ),
    WishKind.LIFT: _lazy("支部决定以后才生效：园区党务和上级党委按职责能看到你的姓名、类别和支部。"),
    WishKind.APART: _lazy("立即生效：任何页面、示意图、附件和计数都不把你和单位连在一起。支部随后答复。"),
    WishKind.JOIN: _lazy("支部决定以后才生效：你的单位照登记的工作单位计算。"),
}


def _wishes_open_to(member: PartyMember) -> list[tuple[WishKind, Words]]:
    """Return what a member may wish, as the row stands, and what each brings about."""
    about_sight = WishKind.LIFT if member.restricted else WishKind.RESTRICT
    about_work = WishKind.JOIN if member.without_employer else WishKind.APART
    return [(kind, _WISHES_MEAN[kind]) for kind in (about_sight, about_work)]


def _audience(code: str) -> Audience:
    try:
        return Audience(code)
    except ValueError:
        raise Http404 from None


def done(request: ScopedRequest, act: Callable[[], object], words: str) -> HttpResponseBase:
    """Do what the person decided, and lead back to the page; a refusal is shown there."""
    try:
        act()
    except UserError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, words)
    return redirect("me:page")
