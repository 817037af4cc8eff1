"""Posts: choose who, fill in, see what the rules say, confirm; correct, end, take back the same day (任职)."""

from datetime import date
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from runwu.core.guards import ScopedRequest, require
from runwu.core.meanwhile import ChangedMeanwhile
from runwu.core.scope import Capability
from runwu.organizations import holders, services, terms
from runwu.organizations.choices import ELECTED_POSTS, PostKind
from runwu.organizations.holders import Holder
from runwu.organizations.models import Organization, Post, Term
from runwu.organizations.post_forms import ChoosePersonForm, EndForm, PostForm
from runwu.organizations.views.finding import found
from runwu.people.models import Person


@require(Capability.EDIT_ORGANIZATIONS)
def record_post(request: ScopedRequest, public_id: UUID) -> HttpResponseBase:
    """Ask which post and who, then for the rest; show what the rules say, and record it once that is confirmed."""
    organization = found(request, public_id)
    kind = request.GET.get("kind", "")
    holder = _holder(request, organization, kind)
    if holder is None:
        return _choose(request, organization)
    firms = holders.enterprises_for(organization=organization, holder=holder, on=request.on)
    form = PostForm(request.POST or None, kind=kind, enterprises=firms, initial={"since": request.on.isoformat()})
    context = {"organization": organization, "holder": holder, "kind": PostKind(kind).label, "form": form}
    if request.method != "POST" or not form.is_valid():
        return render(request, "organizations/post_record.html", context, status=422 if form.errors else 200)
    entry = form.entry
    advice = services.check_post(organization=organization, holder=holder, entry=entry)
    if "confirmed" in request.POST:
        services.record_post(organization=organization, holder=holder, entry=entry, by=request.user)
        where = _("见本页“任职”里的“历任”") if entry.until else _("见本页“任职”")
        messages.success(request, _("已登记任职，%s。今天内可以撤回。") % where)
        return redirect("organizations:page", public_id=organization.public_id)
    context |= {"entry": entry, "advice": advice, "asks_term": _asks_term(organization, kind)}
    return render(request, "organizations/post_record.html", context)


def _asks_term(organization: Organization, kind: str) -> bool:
    """Tell whether no term of a board is on record here, so that nobody can say when the next election is due."""
    elected = kind in ELECTED_POSTS and terms.has_terms(organization)
    return elected and not Term.objects.filter(organization=organization).exists()


def _holder(request: ScopedRequest, organization: Organization, kind: str) -> Holder | None:
    """Return who was chosen; for a post that is not elected, also somebody who is in no register here yet."""
    name = request.GET.get("name", "").strip()[:50]
    if kind not in PostKind.values:
        return None
    try:
        public_id = UUID(request.GET.get("person", ""))
    except ValueError:
        return Holder(person=Person(name=name)) if name and holders.may_be_new(kind, organization) else None
    holder = holders.find(scope=request.scope, organization=organization, public_id=public_id, on=_day(request))
    if holder is None:
        raise Http404
    return holder


def _day(request: ScopedRequest) -> date:
    try:
        return date.fromisoformat(request.POST.get("since", ""))
    except ValueError:
        return request.on


def _choose(request: ScopedRequest, organization: Organization) -> HttpResponseBase:
    form = ChoosePersonForm(request.GET or None)
    context = {"organization": organization, "form": form}
    if form.is_valid():
        kind, words = form.cleaned_data["kind"], form.cleaned_data["q"].strip()
        context["found"] = holders.candidates(scope=request.scope, organization=organization, kind=kind, words=words)
        context |= {"kind": kind, "words": words, "may_be_new": holders.may_be_new(kind, organization)}
    return render(request, "organizations/post_person.html", context)


@require(Capability.EDIT_ORGANIZATIONS)
def correct_post(request: ScopedRequest, public_id: UUID) -> HttpResponseBase:
    """Correct what was entered about a post; who holds which post stays."""
    post = _found_post(request, public_id)
    organization = post.organization
    holder = holders.find(
        scope=request.scope, organization=organization, public_id=post.person.public_id, on=_day(request)
    ) or Holder(person=post.person)
    firms = holders.enterprises_for(organization=organization, holder=holder, on=request.on)
    shown = services.shown_post(post)
    if post.enterprise and post.enterprise not in firms:
        firms.append(post.enterprise)
    form = PostForm(request.POST or None, kind=post.kind, enterprises=firms, initial=dict(shown))
    form.shows(shown)
    if request.method == "POST" and form.is_valid():
        try:
            services.correct_post(post=post, holder=holder, entry=form.entry, by=request.user, seen=form.seen_values)
        except ChangedMeanwhile as changed:
            form.keep_for_another_look(changed)
        else:
            messages.success(request, _("已更正任职。"))
            return redirect("organizations:page", public_id=organization.public_id)
    context = {"organization": organization, "post": post, "form": form}
    return render(request, "organizations/post_correct.html", context, status=form.status)


@require(Capability.EDIT_ORGANIZATIONS)
def end_post(request: ScopedRequest, public_id: UUID) -> HttpResponseBase:
    """Ask from which day on and by which paper a post ends, and end it."""
    post = _found_post(request, public_id)
    form = EndForm(request.POST or None, initial={"on": request.on.isoformat()})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        services.end_post(post=post, on=given["on"], document=given["document"], by=request.user)
        messages.success(
            request,
            _("已登记离任，见本页“任职”里的“历任”。今天内可以撤回。账号的授权不随任职终止，请通知安全管理员办理。"),
        )
        return redirect("organizations:page", public_id=post.organization.public_id)
    context = {"organization": post.organization, "post": post, "form": form}
    return render(request, "organizations/post_end.html", context, status=422 if form.errors else 200)


@require(Capability.EDIT_ORGANIZATIONS)
@require_POST
def withdraw_post(request: ScopedRequest, public_id: UUID) -> HttpResponseBase:
    """Take back what was entered about a post today."""
    post = _found_post(request, public_id)
    organization = post.organization
    left = services.withdraw_post(post=post, by=request.user)
    messages.success(request, _("已撤回离任登记，任职继续。") if left else _("已撤回任职登记。"))
    return redirect("organizations:page", public_id=organization.public_id)


def _found_post(request: ScopedRequest, public_id: UUID) -> Post:
    """Return a post of an organisation that this person may edit and whose names they may know, or 404."""
    reach = request.scope.paths(Capability.EDIT_ORGANIZATIONS, "organization__path")
    names = request.scope.paths(Capability.SEE_MEMBERS, "organization__path")
    rows = Post.objects.filter(reach, names, person__sealed=False)
    return get_object_or_404(rows.select_related("organization__park", "person", "enterprise"), public_id=public_id)
