"""What grows into posts (干部培养): skills in reach, who could fill a vacancy, cards and reserves of a committee."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from runwu.core.models.base import in_force
from runwu.core.scope import Capability, Scope
from runwu.organizations.choices import OrganizationState
from runwu.organizations.models import CardNote, Organization, Post, Reserve, Vacancy
from runwu.people.models import Person, Skill, SkillKind


def persons_in_reach(*, scope: Scope) -> QuerySet[Person]:
    """List the persons whose names the scope is entitled to, by affiliation or by post; restricted ones never."""
    see = Capability.SEE_MEMBERS
    members = scope.paths(see, "membership__path") & Q(membership__restricted=False)
    held = Post.objects.filter(in_force(scope.on), scope.paths(see, "organization__path"))
    return Person.objects.filter(members | Q(pk__in=held.values("person_id"), membership__isnull=True), sealed=False)


def skilled(*, scope: Scope) -> QuerySet[Person]:
    """List the persons in reach with any skill on record, in the order of their names."""
    known = Skill.objects.values("person_id")
    rows = persons_in_reach(scope=scope).filter(pk__in=known).select_related("membership__organization")
    return rows.prefetch_related("skills").order_by("name", "pk")


@dataclass(frozen=True, slots=True)
class Match:
    """A person who has what a vacancy asks for, with the skills that say so and the posts held."""

    person: Person
    skills: Sequence[Skill]
    posts: Sequence[Post]


def who_could_move(*, vacancy: Vacancy, scope: Scope, on: date) -> list[Match]:
    """Return who has every skill that a vacancy asks for, in the order of names; no order of merit. Three queries."""
    rows = persons_in_reach(scope=scope)
    asked = {SkillKind.LANGUAGE: vacancy.language, SkillKind.TRADE: vacancy.trade}
    asked = {kind: name for kind, name in asked.items() if name}
    for kind, name in asked.items():
        rows = rows.filter(pk__in=Skill.objects.filter(kind=kind, name__iexact=name).values("person_id"))
    found = list(rows.prefetch_related("skills").order_by("name", "pk"))
    posts = _posts(found, scope, on)
    return [
        Match(one, [skill for skill in one.skills.all() if _asked_for(skill, asked)], posts.get(one.pk, ()))
        for one in found
    ]


def _asked_for(skill: Skill, asked: Mapping[SkillKind, str]) -> bool:
    return asked.get(SkillKind(skill.kind), "").lower() == skill.name.lower()


def _posts(persons: Sequence[Person], scope: Scope, on: date) -> Mapping[int, list[Post]]:
    reach = scope.paths(Capability.SEE_MEMBERS, "organization__path")
    rows = Post.objects.on(on).filter(reach, person__in=persons).select_related("organization")
    found: dict[int, list[Post]] = {}
    for post in rows.order_by("valid_from", "pk"):
        found.setdefault(post.person_id, []).append(post)
    return found


def vacancies(*, scope: Scope) -> QuerySet[Vacancy]:
    """List the open vacancies of organisations whose names the scope is entitled to."""
    reach = scope.paths(Capability.SEE_MEMBERS, "organization__path")
    return Vacancy.objects.filter(reach, closed_on__isnull=True).select_related("organization__park")


def notes_of(*, post: Post, scope: Scope) -> list[CardNote]:
    """Return the lines on the card of whoever holds a post, of organisations in reach. One query."""
    reach = scope.paths(Capability.EDIT_ORGANIZATIONS, "organization__path")
    own = Q(person_id=scope.person_id) if scope.person_id else Q(pk__in=[])
    return list(CardNote.objects.filter(reach | own, person=post.person).select_related("organization"))


def committees_of_reserves(*, scope: Scope) -> QuerySet[Organization]:
    """List the committees whose reserve somebody keeps: those named by the assignment, none above and none below."""
    held = [grant.path for grant in scope.holding(Capability.KEEP_RESERVES) if grant.path]
    return Organization.objects.filter(path__in=held, state=OrganizationState.ACTIVE).select_related("park")


def reserves(*, scope: Scope) -> QuerySet[Reserve]:
    """List who stands in reserve with the committees whose reserve somebody keeps, ended entries included."""
    kept = committees_of_reserves(scope=scope).order_by().values("pk")
    return Reserve.objects.filter(organization__in=kept, person__sealed=False).select_related("person", "organization")
