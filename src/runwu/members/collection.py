"""The collection form of one member (党员信息采集表): the fewest entries, each with its purpose, filled from the register."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from runwu.core.documents import Entry, FormSheet
from runwu.enterprises.models import Workplace
from runwu.members.models import FloatingStay, PartyMember
from runwu.organizations.models import Post
from runwu.rules.privacy import PersonField, mask_phone, purpose_of
from runwu.rules.rulebook import Rulebook

FIELDS = (
    "name", "gender", "birth_date", "education", "phone", "identity_tail", "standing", "organization", "admitted_on",
    "converted_on", "workplace", "posts", "floating",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Asked:
    """One entry of the form: its name, what the register holds, what it is for; empty ones a person writes by hand."""

    label: str
    value: str
    why: str
    wide: bool = False


@dataclass(frozen=True, slots=True)
class _Held:
    """What hangs on a member on a day, in words."""

    work: str
    posts: str
    floating: str


def asked(*, member: PartyMember, clear: bool, on: date, book: Rulebook) -> list[Asked]:
    """Return the entries of one member, prefilled, as `asked_of_all` does."""
    return asked_of_all(members=[member], clear=clear, on=on, book=book)[0]


def asked_of_all(*, members: Sequence[PartyMember], clear: bool, on: date, book: Rulebook) -> list[list[Asked]]:
    """Return the entries of each member, prefilled; phone, birth date and identity number masked unless `clear`.

    Nothing connects a member placed without employer, or a restricted one, with a workplace. Three queries.
    """
    held = _held([one.person_id for one in members], on)
    return [list(_entries(one, held[one.person_id], clear, book)) for one in members]


def _held(people: Sequence[int], on: date) -> dict[int, _Held]:
    work, posts, floating = (defaultdict[int, list[str]](list) for _ in range(3))
    for job in Workplace.objects.on(on).filter(person__in=people).select_related("enterprise").order_by("pk"):
        work[job.person_id].append(f"{job.enterprise.name} {job.position}".strip())
    for post in Post.objects.on(on).filter(person__in=people).select_related("organization").order_by("pk"):
        posts[post.person_id].append(f"{post.organization.name} {post.get_kind_display()}")
    stays = FloatingStay.objects.on(on).filter(member__person__in=people).select_related("home", "host", "member")
    for stay in stays.order_by("pk"):
        words = f"{stay.from_name or '—'} → {stay.to_name or '—'}，{stay.valid_from.isoformat()} 起"
        floating[stay.member.person_id].append(words)
    return {one: _Held(*("；".join(found[one]) for found in (work, posts, floating))) for one in people}


def _entries(member: PartyMember, held: _Held, clear: bool, book: Rulebook) -> Iterator[Asked]:
    def why(field: PersonField) -> str:
        return purpose_of(field, book=book).text

    person, apart = member.person, member.without_employer or member.restricted
    membership = why(PersonField.MEMBERSHIP)
    number = person.identity_tail if clear else "****"
    yield Asked(_("姓名"), person.full_name, why(PersonField.NAME))
    yield Asked(_("性别"), person.get_gender_display(), why(PersonField.GENDER))
    yield Asked(
        _("出生日期"),
        person.birth_date if clear or not person.birth_date else "****-**-**",
        why(PersonField.BIRTH_DATE),
    )
    yield Asked(_("学历"), person.get_education_display(), why(PersonField.EDUCATION))
    yield Asked(_("手机"), person.phone if clear else mask_phone(person.phone), why(PersonField.PHONE))
    yield Asked(_("党员类别"), str(member.get_standing_display()), membership)
    yield Asked(_("入党日期"), f"{member.admitted_on or ''}", membership)
    yield Asked(_("转正日期"), f"{member.converted_on or ''}", membership)
    yield Asked(
        _("公民身份号码"), _("末四位 %s，其余由本人填写") % number if person.identity_tail else "",
        why(PersonField.IDENTITY_NUMBER), wide=True,
    )  # fmt: skip
    yield Asked(_("所在支部"), member.organization.name if member.organization else "", membership, wide=True)
    yield Asked(_("工作单位及岗位"), "" if apart else held.work, _("确定由哪个党组织联系和管理"), wide=True)
    yield Asked(_("党内职务"), held.posts, membership, wide=True)
    yield Asked(_("流动情况"), held.floating, membership, wide=True)
    yield Asked(_("本人更正或补充"), "", _("有错的由本人改在这里，支部据此更正"), wide=True)


def sheet(entries: list[Asked], *, on: date) -> FormSheet:
    """Return the form as a paper, with a line for the person's signature."""
    return FormSheet(
        title=_("党员信息采集表"),
        head=_("填表日期：%s　　内部资料") % on.isoformat(),
        entries=tuple(Entry(one.label, one.value, one.wide) for one in entries),
        notes=(
            _("已填的内容取自党员名册，请本人核对；空着的由本人填写，不需要的可以不填。"),
            _("本表只收集上列项目，只用于党员管理和党内统计，不用于其他目的。"),
            _("本人签名：　　　　　　　　　　　　年　　月　　日"),
        ),
    )
