"""The collection form of one member (党员信息采集表): the fewest entries, each with its purpose, filled from the register."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from runwu.core.documents import Entry, FormSheet
from runwu.enterprises.models import Workplace
from runwu.members.models import PartyMember
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


def asked(*, member: PartyMember, clear: bool, on: date, book: Rulebook) -> list[Asked]:
    """Return the entries, prefilled; phone, birth date and identity number masked unless `clear`. Three queries.

    Nothing connects a member placed without employer, or a restricted one, with a workplace.
    """
    return list(_entries(member, clear, on, book))


def _entries(member: PartyMember, clear: bool, on: date, book: Rulebook) -> Iterator[Asked]:
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
    yield Asked(_("工作单位及岗位"), "" if apart else _work(member, on), _("确定由哪个党组织联系和管理"), wide=True)
    yield Asked(_("党内职务"), _posts(member, on), membership, wide=True)
    yield Asked(_("流动情况"), _floating(member, on), membership, wide=True)
    yield Asked(_("本人更正或补充"), "", _("有错的由本人改在这里，支部据此更正"), wide=True)


def _work(member: PartyMember, on: date) -> str:
    rows = Workplace.objects.on(on).filter(person=member.person_id).select_related("enterprise").order_by("pk")
    return "；".join(f"{row.enterprise.name} {row.position}".strip() for row in rows)


def _posts(member: PartyMember, on: date) -> str:
    rows = Post.objects.on(on).filter(person=member.person_id).select_related("organization").order_by("pk")
    return "；".join(f"{row.organization.name} {row.get_kind_display()}" for row in rows)


def _floating(member: PartyMember, on: date) -> str:
    rows = member.floating_stays.on(on).select_related("home", "host")
    return "；".join(f"{row.from_name or '—'} → {row.to_name or '—'}，{row.valid_from.isoformat()} 起" for row in rows)


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
