"""What a row changes of a known member, in words; personal values are never repeated (逐字段比较)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from runwu.core.imports import FieldChange, Remark
from runwu.core.imports.rows import error, warning
from runwu.enterprises.models import Enterprise, Workplace
from runwu.enterprises.models.workplaces import ManagementLevel
from runwu.members.choices import Belonging, Standing
from runwu.members.imports.known import KnownPeople
from runwu.members.imports.wishes import MemberWish
from runwu.members.imports.world import MemberWorld
from runwu.members.models import PartyMember
from runwu.organizations.choices import PostKind
from runwu.organizations.models import Organization
from runwu.people.models import Education, Gender, Person
from runwu.rules.membership import Decision, may_change_standing
from runwu.rules.membership import Standing as RuleStanding

HIDDEN = "（不显示）"
PERSON_FIELDS = ("gender", "education", "birth_date", "phone", "identity_tail")
_PERSONAL = {"birth_date", "phone", "identity_tail"}
_LABELS = {"birth_date": "出生日期", "phone": "手机", "identity_tail": "公民身份号码"}


@dataclass(frozen=True, slots=True)
class Subject:
    """A row with whom and what it was matched with."""

    wish: MemberWish
    person: Person | None
    member: PartyMember | None
    branch: Organization | None
    firm: Enterprise | None


def wanted_person(wish: MemberWish) -> dict[str, str]:
    """Return the columns of a person that a row tells."""
    told = {
        "gender": wish.gender,
        "education": wish.education,
        "birth_date": wish.birth.isoformat() if wish.birth else "",
        "phone": wish.phone,
        "identity_tail": wish.identity_tail,
    }
    return {name: value for name, value in told.items() if value}


def person_changes(wish: MemberWish, person: Person) -> dict[str, str]:
    """Return the columns of a person that differ, with their new values; an exact birth date is kept."""
    found = {name: value for name, value in wanted_person(wish).items() if getattr(person, name) != value}
    if person.born_on is not None and wish.row.precision.get("birth", "day") != "day":
        found.pop("birth_date", None)
    return found


def wanted_member(wish: MemberWish) -> dict[str, Any]:
    """Return the columns of a member that a row tells."""
    told: dict[str, Any] = {"standing": wish.standing, "admitted_on": wish.admitted, "converted_on": wish.converted}
    found = {name: value for name, value in told.items() if value}
    if wish.restricted:
        found["restricted"] = True
    if wish.without_employer:
        found["without_employer"] = True
    return found


def member_changes(wish: MemberWish, member: PartyMember) -> dict[str, Any]:
    """Return the columns of a member that differ, with their new values."""
    found = {name: value for name, value in wanted_member(wish).items() if getattr(member, name) != value}
    for name, key in (("admitted_on", "admitted"), ("converted_on", "converted")):
        if getattr(member, name) is not None and wish.row.precision.get(key, "day") != "day":
            found.pop(name, None)
    return found


def changes_of(subject: Subject, known: KnownPeople, world: MemberWorld) -> Iterator[FieldChange]:
    """Yield everything that a row changes of somebody the register knows."""
    wish, person, member = subject.wish, subject.person, subject.member
    if person is None:
        return
    for name, value in person_changes(wish, person).items():
        yield _person_change(name, getattr(person, name), value)
    if member is None:
        yield FieldChange(_("党员登记"), "", _("新登记"))
        return
    for name, value in member_changes(wish, member).items():
        label = str(PartyMember._meta.get_field(name).verbose_name)  # type: ignore[union-attr]
        yield FieldChange(label, in_words(name, getattr(member, name)), in_words(name, value))
    yield from _belonging_changes(subject, world)
    yield from _work_changes(subject, known)
    new = new_posts(subject, known)
    if new:
        yield FieldChange(_("党内职务"), "", "、".join(str(kind.label) for kind in new))


def _person_change(name: str, old: str, new: str) -> FieldChange:
    if name in _PERSONAL:
        return FieldChange(_LABELS[name], HIDDEN if old else "", HIDDEN)
    words: dict[Any, Any] = dict(Gender.choices if name == "gender" else Education.choices)
    label = str(Person._meta.get_field(name).verbose_name)  # type: ignore[union-attr]
    return FieldChange(label, str(words.get(old, "")), str(words[new]))


def in_words(name: str, value: Any) -> str:
    """Return a value of a member's column as a person reads it."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return _("是") if value else _("否")
    if isinstance(value, date):
        return value.isoformat()
    return str(dict(Standing.choices).get(value, value)) if name == "standing" else str(value)


def belonging_of(subject: Subject) -> Belonging:
    """Return where the formal affiliation lies after the import; what a row does not tell stays, at first registered."""
    if subject.wish.belonging is not None:
        return subject.wish.belonging
    return Belonging(subject.member.belonging) if subject.member else Belonging.REGISTERED


def moves(subject: Subject) -> bool:
    """Tell whether a registered member gets another branch."""
    member = subject.member
    if member is None or belonging_of(subject) != Belonging.REGISTERED:
        return False
    return subject.branch is None or member.organization_id != subject.branch.pk


def _belonging_changes(subject: Subject, world: MemberWorld) -> Iterator[FieldChange]:
    member = subject.member
    assert member is not None  # noqa: S101 -- asked only for known members
    after = belonging_of(subject)
    if after != member.belonging:
        yield FieldChange(_("组织关系"), str(Belonging(member.belonging).label), str(after.label))
    if moves(subject):
        old = member.organization.label if member.organization else ""
        yield FieldChange(_("所在党支部"), old, subject.branch.label if subject.branch else subject.wish.branch)


def links_employer(subject: Subject) -> bool:
    """Tell whether a row links the person to an enterprise: it names one, and the person did not ask to leave it out."""
    without = subject.wish.without_employer or (subject.member is not None and subject.member.without_employer)
    return subject.firm is not None and not without


def held_place(subject: Subject, known: KnownPeople) -> Workplace | None:
    """Return the open workplace of the person at the enterprise that a row names."""
    places = known.workplaces.get(subject.person.pk, []) if subject.person else []
    return next((place for place in places if subject.firm and place.enterprise_id == subject.firm.pk), None)


def _work_changes(subject: Subject, known: KnownPeople) -> Iterator[FieldChange]:
    if not links_employer(subject) or subject.firm is None or subject.person is None:
        return
    held = held_place(subject, known)
    if held is None:
        before = "、".join(place.enterprise.label for place in known.workplaces.get(subject.person.pk, []))
        yield FieldChange(_("工作单位"), before, subject.firm.label)
        return
    work = subject.wish.work
    if "position" in work and work["position"] != held.position:
        yield FieldChange(_("职务"), held.position, work["position"])
    if "level" in work and work["level"] != held.level:
        words = dict(ManagementLevel.choices)
        yield FieldChange(_("管理层级"), str(words.get(held.level, "")), str(words[work["level"]]))


def new_posts(subject: Subject, known: KnownPeople) -> list[PostKind]:
    """Return the posts that a row names and the person does not hold in that branch."""
    posts = known.posts.get(subject.person.pk, []) if subject.person else []
    held = {post.kind for post in posts if subject.branch and post.organization_id == subject.branch.pk}
    return [kind for kind in subject.wish.posts if kind not in held]


def standing_remarks(subject: Subject, world: MemberWorld) -> Iterator[Remark]:
    """Refuse a change of standing without the decision, and a new member whose standing nobody tells."""
    wish, member = subject.wish, subject.member
    if member is None:
        if not wish.standing and not wish.row.broken:
            yield error(
                "no_standing", _("没有填党员类别，也没有转正日期。"), _("请填正式党员或预备党员。"), key="standing"
            )
        return
    if not wish.standing or wish.standing == member.standing:
        return
    number, day = wish.row.text("decision"), wish.converted
    decision = Decision(number=number, decided_on=day) if number and day else None
    before, after = RuleStanding(member.standing), RuleStanding(wish.standing)
    verdict = may_change_standing(before, after, decision=decision, book=world.book)
    if verdict.refused:
        grounds = "".join(f"（{chip}）" for chip in verdict.chips[:1])
        now = _("请在“转正决定文号”和“转正日期”里填写决定；没有决定就改回原来的类别。")
        yield error("standing_undecided", f"{verdict.title}：{verdict.happened}{grounds}。", now, key="decision")


def belonging_remarks(subject: Subject) -> Iterator[Remark]:
    """Refuse to turn a registered member into a floating one by a sheet; warn of a change of branch."""
    member = subject.member
    if member is None:
        return
    after = belonging_of(subject)
    if member.belonging == Belonging.REGISTERED and after != Belonging.REGISTERED:
        said = _("这名党员的组织关系在册，表里写的是%s。") % after.label
        yield error("belonging", said, _("组织关系转出请办理转接，导入不改；名册有误就改正这一格。"), key="belonging")
    elif moves(subject) and member.organization is not None:
        yield warning("moves", _("所在党支部与登记的不同，按更正处理，"), _("请确认已办理转接。"), key="branch")
