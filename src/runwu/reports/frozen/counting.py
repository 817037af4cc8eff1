"""What is counted on a closing day, and by which formula (指标和口径): one query over members as they were."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext_lazy as _

from runwu.members import standings
from runwu.members.choices import Belonging, Frozen, Membership, Standing
from runwu.members.models import Affiliation, FloatingStay, PartyMember
from runwu.organizations.models import Organization
from runwu.organizations.selectors import in_force_on, subtree_on
from runwu.people.models import Education, Gender

LINE = _("按隶属关系，本级和当日所有下级")
MANY_REASONS = _("不同日子、不同页面的数不一样，可能因为转接、补登、更正、合并，也可能因为各人能看到的范围不同。")
Row = Mapping[str, Any]
Person = tuple[str, bool]  # public id, whether restricted

_EDUCATION = _("党员教育管理工作条例第二十四条、第二十五条")
_HIGHER = (Education.POSTGRADUATE, Education.BACHELOR)


@dataclass(frozen=True, slots=True)
class Definition:
    """One figure: what it is called, how it is counted, on what it rests, also as the rule whose clause is shown."""

    key: str
    label: Any
    formula: Any
    basis: Any
    counts: Callable[[Row, date], bool]
    rule: str = ""


def _this_year(row: Row, on: date) -> bool:
    admitted = row["admitted_on"]
    return admitted is not None and admitted.year == on.year and admitted <= on


DEFINITIONS: tuple[Definition, ...] = (
    Definition(
        "members", _("党员"), _("当日正式组织关系在本级和下级、在党的正式党员和预备党员；转出未被接收的仍计"),
        _EDUCATION, lambda row, on: True, "membership.old_responsible",
    ),
    Definition(
        "full", _("正式党员"), _("以上当中，当日为正式党员的"), _EDUCATION,
        lambda row, on: row["standing_then"] == Standing.FULL, "membership.standing_changes",
    ),
    Definition(
        "probationary", _("预备党员"), _("以上当中，当日为预备党员的"), _EDUCATION,
        lambda row, on: row["standing_then"] == Standing.PROBATIONARY, "membership.standing_changes",
    ),
    Definition("women", _("女党员"), _("以上当中，登记性别为女的"), "", lambda row, on: row["person__gender"] == Gender.FEMALE),
    Definition(
        "higher", _("本科以上学历"), _("以上当中，登记学历为本科、研究生的；没有登记学历的不计"), "",
        lambda row, on: row["person__education"] in _HIGHER,
    ),
    Definition(
        "admitted", _("当年入党"), _("以上当中，入党日期在当年、到当日为止的"), _EDUCATION, _this_year,
        "membership.begins_on_admission",
    ),
    Definition(
        "away", _("流动党员（流出）"), _("以上当中，当日在流动期内的"), _("党员教育管理工作条例第三十二条"),
        lambda row, on: bool(row["away"]), "membership.floating_months",
    ),
)  # fmt: skip
RULES = {one.key: one.rule for one in DEFINITIONS if one.rule}


def counted(*, organization: Organization, on: date) -> dict[str, list[Person]]:
    """Return who counts towards each figure of an organisation and all below it on a day: {key: [(id, restricted)]}.

    Judged by what the register says now about that day. Two queries.
    """
    found: dict[str, list[Person]] = {one.key: [] for one in DEFINITIONS}
    rows = members_of(organization=organization, on=on).annotate(
        away=Exists(FloatingStay.objects.on(on).filter(member=OuterRef("pk")))
    )
    names = (
        "public_id",
        "restricted",
        "frozen",
        "standing_then",
        "person__gender",
        "person__education",
        "admitted_on",
        "away",
    )
    for row in rows.order_by("pk").values(*names):
        person = (str(row["public_id"]), row["restricted"] and row["frozen"] != Frozen.OPEN)
        for one in DEFINITIONS:
            if one.counts(row, on):
                found[one.key].append(person)
    return found


def members_of(*, organization: Organization, on: date) -> QuerySet[PartyMember]:
    """List who was a member with the affiliation in an organisation or below it on a day, with `standing_then`.

    One query here, one when it is read.
    """
    below = subtree_on(organization=organization, on=on).values("pk")
    held = Affiliation.objects.on(on).filter(organization__in=below)
    held = held.exclude(member__belonging=Belonging.FLOATING_IN, valid_to__isnull=True)
    rows = standings.as_of(PartyMember.objects.filter(pk__in=held.values("member_id")), on)
    return rows.filter(membership_then=Membership.ACTIVE)


def was_there(*, organization: Organization, on: date) -> bool:
    """Tell whether an organisation was set up and not yet dissolved on a day. One query."""
    return Organization.objects.filter(in_force_on(on), pk=organization.pk).exists()
