"""The card of whoever holds a post (履职卡): post, term, allowance, training, review, skills and the next step."""

from datetime import date
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from runwu.core.errors import UserError
from runwu.core.guards import ScopedRequest, require
from runwu.core.scope import Capability
from runwu.organizations import cadres, terms
from runwu.organizations.cadre_forms import NoteForm, SkillForm
from runwu.organizations.choices import ReviewGrade
from runwu.organizations.models import CardNote, Post
from runwu.organizations.post_work import with_work, words_of_work
from runwu.organizations.services import cadres as services
from runwu.organizations.services.tree import park_id
from runwu.people.models import Skill
from runwu.people.services import add_skill, remove_skill


@require(Capability.SEE_MEMBERS)
def post_card(request: ScopedRequest, public_id: UUID) -> HttpResponseBase:
    """Show the card of whoever holds a post; who keeps the organisation adds lines and skills."""
    post = _found(request, public_id)
    edits = request.scope.reaches_path(Capability.EDIT_ORGANIZATIONS, post.organization.path)
    own = post.person_id == request.scope.person_id
    kind = request.POST.get("form", "")
    note = NoteForm(request.POST if kind == "note" else None, initial={"on": request.on.isoformat()}, auto_id="note_%s")
    skill = SkillForm(request.POST if kind == "skill" else None, auto_id="skill_%s")
    if request.method == "POST" and edits:
        form = note if kind == "note" else skill
        if form.is_valid():
            _add(request, post, form)
            return redirect("organizations:post-card", public_id=post.public_id)
    state = terms.state_on(organization=post.organization, on=request.on)
    context = {
        "post": post, "work": words_of_work(post),
        "organization": post.organization, "edits": edits, "knows": edits or own, "on": request.on,
        "term_state": state, "term_label": terms.label_of(state.term) if state else "",
        "skills": post.person.skills.all(), "notes": _shown(cadres.notes_of(post=post, scope=request.scope), request.on),
        "note_form": note, "skill_form": skill,
    }  # fmt: skip
    status = 422 if note.errors or skill.errors else 200
    return render(request, "organizations/post_card.html", context, status=status)


def _add(request: ScopedRequest, post: Post, form: NoteForm | SkillForm) -> None:
    if isinstance(form, NoteForm):
        services.add_note(post=post, entry=form.entry, by=request.user)
        messages.success(request, _("已登记。今天内可以撤回。"))
        return
    one = post.organization
    add_skill(person=post.person, entry=form.entry, by=request.user, place=park_id(one), path=one.path)
    messages.success(request, _("已登记技能。本人看得到，可以随时去掉。"))


def _shown(notes: list[CardNote], on: date) -> list[tuple[CardNote, str, bool]]:
    """Return the lines with what they say, and whether they may be taken back today."""
    grades = dict(ReviewGrade.choices)
    return [(one, str(grades.get(one.grade, one.words)), one.recorded_on == on) for one in notes]


def _found(request: ScopedRequest, public_id: UUID) -> Post:
    reach = request.scope.paths(Capability.SEE_MEMBERS, "organization__path")
    rows = with_work(Post.objects.filter(reach, person__sealed=False), request.on)
    return get_object_or_404(rows.select_related("organization__park", "person", "enterprise"), public_id=public_id)


@require(Capability.EDIT_ORGANIZATIONS)
@require_POST
def withdraw_note(request: ScopedRequest, public_id: UUID) -> HttpResponseBase:
    """Take back a line that was entered today."""
    edit, see = (
        request.scope.paths(one, "organization__path")
        for one in (Capability.EDIT_ORGANIZATIONS, Capability.SEE_MEMBERS)
    )
    rows = CardNote.objects.filter(edit, see, person__sealed=False).select_related("organization__park", "person")
    note = get_object_or_404(rows, public_id=public_id)
    services.withdraw_note(note=note, by=request.user)
    messages.success(request, _("已撤回。"))
    return _back(request, note.person_id)


@require(Capability.EDIT_ORGANIZATIONS)
@require_POST
def remove_staff_skill(request: ScopedRequest, public_id: UUID) -> HttpResponseBase:
    """Take off a skill that staff have entered; what the person told stays the person's."""
    persons = cadres.persons_in_reach(scope=request.scope).order_by().values("pk")
    skill = get_object_or_404(Skill.objects.filter(person__in=persons).select_related("person"), public_id=public_id)
    if skill.own:
        raise UserError(
            _("这项技能是本人填写的。"), rule=_("本人填写的，由本人去掉。"), now=_("有出入的，请同本人核对。")
        )
    remove_skill(skill=skill, by=request.user)
    messages.success(request, _("已去掉这项技能。"))
    return _back(request, skill.person_id)


def _back(request: ScopedRequest, person_id: int) -> HttpResponseBase:
    reach = request.scope.paths(Capability.SEE_MEMBERS, "organization__path")
    post = Post.objects.on(request.on).filter(reach, person=person_id).order_by("valid_from", "pk").first()
    return redirect("organizations:post-card", public_id=post.public_id) if post else redirect("organizations:skills")
