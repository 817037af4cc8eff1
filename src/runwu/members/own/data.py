"""What the register holds about one member, in words (我的登记内容); see `core.owndata`."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from runwu.core.owndata import OwnItem, OwnSection, Record, own_data_providers, period
from runwu.core.rulebooks import rulebook
from runwu.enterprises.models import StationWork, Workplace
from runwu.members.choices import CorrectionField, WishKind
from runwu.members.models import DeletionRequest, PartyMember
from runwu.members.own.beyond import contact_for_others, differences
from runwu.members.own.corrections import in_words
from runwu.members.own.deletions import record_of
from runwu.members.own.looking import looked
from runwu.members.own.movements import (
    check_ins,
    day_in_words,
    landing_steps,
    letters,
    stays,
    transfer_steps,
    transfers,
)
from runwu.members.services.freezing import person_in
from runwu.organizations.models import Post
from runwu.people.models import Consent, Education, Person
from runwu.rules.privacy import PersonField, purpose_of
from runwu.rules.rulebook import Rulebook

_YES_NO = {True: gettext_lazy("是"), False: gettext_lazy("否")}


@own_data_providers.register
def register_sections(person_id: int, on: date) -> Sequence[OwnSection]:
    """Return what the register holds about a person, as member and beyond. At most twenty-three queries."""
    person = Person.objects.get(pk=person_id)
    book = rulebook(on=on)
    member = PartyMember.objects.filter(person=person).select_related("organization").first()
    found = [
        OwnSection("person", _("基本信息"), (_person(_as_kept(person, member), book),)),
        OwnSection("workplaces", _("工作单位"), _workplaces(person)),
        OwnSection("stations", _("从业站点"), _stations(person)),
        OwnSection("posts", _("任职"), _posts(person)),
        OwnSection("consents", _("公开范围"), _consents(person)),
        OwnSection("contact_for_others", _("担任联系人"), contact_for_others(person)),
    ]
    return found if member is None else [*found[:1], *_membership(member, book), *found[1:]]


def _as_kept(person: Person, member: PartyMember | None) -> Person:
    """Return the person as registered; of a frozen record as it is stored. One query then, none else."""
    if member is None or not member.frozen:
        return person
    stored = record_of(member)
    return person_in(member, stored.kept or {}) if stored else person


def _person(person: Person, book: Rulebook) -> Record:
    def item(field: PersonField, label: str, value: str) -> OwnItem:
        return OwnItem(field.value, label, value, _(purpose_of(field, book=book).text))

    return (
        item(PersonField.NAME, _("姓名"), person.full_name),
        item(PersonField.GENDER, _("性别"), person.get_gender_display()),
        item(PersonField.BIRTH_DATE, _("出生日期"), person.birth_date),
        item(PersonField.EDUCATION, _("学历"), person.get_education_display()),
        item(PersonField.PHONE, _("手机"), person.phone),
        item(PersonField.IDENTITY_NUMBER, _("身份证后四位（全号不保存，只留校验值）"), person.identity_tail),
    )


def _membership(member: PartyMember, book: Rulebook) -> Iterable[OwnSection]:
    why = _(purpose_of(PersonField.MEMBERSHIP, book=book).text)
    own = (
        OwnItem("standing", _("党员类别"), member.get_standing_display(), why),
        OwnItem("belonging", _("组织关系"), member.get_belonging_display(), why),
        OwnItem("membership", _("党籍"), member.get_membership_display(), why),
        OwnItem("admitted_on", _("入党日期"), day_in_words(member.admitted_on), why),
        OwnItem("converted_on", _("转正日期"), day_in_words(member.converted_on), why),
        OwnItem("restricted", _("限组织内知悉"), str(_YES_NO[member.restricted])),
        OwnItem("restriction_confirmed", _("本人已确认限组织内知悉"), str(_YES_NO[member.restriction_confirmed])),
        OwnItem("without_employer", _("不与工作单位关联"), str(_YES_NO[member.without_employer])),
    )
    yield OwnSection("membership", _("党员登记"), (own,))
    yield OwnSection("merges", _("合并登记"), _merges(member))
    yield OwnSection("standing_decisions", _("身份变动"), _decisions(member))
    yield OwnSection("affiliations", _("正式组织关系"), _affiliations(member))
    yield OwnSection("groups", _("党小组"), _groups(member))
    yield OwnSection("floating_stays", _("流动期"), stays(member))
    yield OwnSection("landing_steps", _("软着陆五步"), landing_steps(member))
    yield OwnSection("check_ins", _("社区报到"), check_ins(member))
    yield OwnSection("transfers", _("组织关系转接"), transfers(member))
    yield OwnSection("transfer_letters", _("组织关系介绍信"), letters(member))
    yield OwnSection("transfer_steps", _("转接办理记录"), transfer_steps(member))
    yield OwnSection("contacts", _("联系人"), _contacts(member))
    yield OwnSection("disclosures", _("谁看过"), _looked(member))
    yield OwnSection("corrections", _("更正申请"), _corrections(member))
    yield OwnSection("deletions", _("删除申请"), _deletions(member))
    yield OwnSection("lists", _("自愿名单"), _lists(member))
    yield OwnSection("seedlings", _("培养提名"), _seedlings(member))
    yield OwnSection("wishes", _("关于知悉范围的意愿"), _wishes(member))
    yield OwnSection("discrepancies", _("与法定名册的差异"), differences(member))


def _merges(member: PartyMember) -> tuple[Record, ...]:
    return tuple(
        (
            OwnItem("merged_on", _("合并日期"), day_in_words(row.merged_on)),
            OwnItem("basis", _("核对依据"), row.basis),
            OwnItem("state", _("状态"), _("有效") if row.stands else _("已撤回")),
        )
        for row in member.merges.all()
    )


def _decisions(member: PartyMember) -> tuple[Record, ...]:
    rows = member.standing_decisions.select_related("decided_by")
    return tuple(
        (
            OwnItem("act", _("决定"), row.get_act_display()),
            OwnItem("on", _("生效日期"), day_in_words(row.on)),
            OwnItem("meeting_on", _("支部大会日期"), day_in_words(row.meeting_on)),
            OwnItem("decided_by", _("批准组织"), row.decider),
            OwnItem("document", _("文号"), row.document),
            OwnItem("state", _("状态"), _("有效") if row.stands else _("已撤回")),
        )
        for row in rows
    )


def _affiliations(member: PartyMember) -> tuple[Record, ...]:
    rows = member.affiliations.select_related("organization").order_by("-valid_from")
    return tuple(
        (
            OwnItem("organization", _("党组织"), row.organization.name),
            _time(row),
            OwnItem("document", _("依据文件"), row.document),
        )
        for row in rows
    )


def _contacts(member: PartyMember) -> tuple[Record, ...]:
    rows = member.contacts.select_related("person").order_by("-valid_from", "deputy")
    return tuple(
        (
            OwnItem("name", _("副联系人") if row.deputy else _("联系人"), row.person.full_name),
            _time(row),
        )
        for row in rows
    )


def _looked(member: PartyMember) -> tuple[Record, ...]:
    return tuple(
        (
            OwnItem("at", _("时间"), f"{timezone.localtime(one.at):%Y-%m-%d %H:%M}"),
            OwnItem("who", _("谁"), one.who),
            OwnItem("what", _("内容"), one.what),
            OwnItem("reason", _("事由"), one.reason),
        )
        for one in looked(member=member, most=None)
    )


def _corrections(member: PartyMember) -> tuple[Record, ...]:
    return tuple(
        (
            OwnItem("field", _("哪一项"), row.get_field_display()),
            OwnItem("wanted", _("应当是"), in_words(CorrectionField(row.field), row.wanted)),
            OwnItem("reason", _("依据或说明"), row.reason),
            OwnItem("asked_on", _("提出日期"), _day_of(row.asked_at)),
            OwnItem("state", _("状态"), row.get_state_display()),
            OwnItem("answer", _("答复"), row.answer),
            OwnItem("answered_on", _("答复日期"), _day_of(row.answered_at)),
        )
        for row in member.corrections.all()
    )


def _deletions(member: PartyMember) -> tuple[Record, ...]:
    return tuple(
        (
            OwnItem("piece", _("哪一项"), row.get_piece_display()),
            OwnItem("reason", _("说明"), row.reason),
            OwnItem("asked_on", _("提出日期"), _day_of(row.asked_at)),
            OwnItem("state", _("状态"), row.get_state_display()),
            OwnItem("answer", _("答复"), row.answer),
            OwnItem("answered_on", _("答复日期"), _day_of(row.answered_at)),
            OwnItem("kept", _("只保存、不使用的内容"), _kept(row)),
            OwnItem("ground", _("要求保存的依据"), row.ground),
            OwnItem("until", _("保存到"), day_in_words(row.until)),
            OwnItem("lift_reason", _("解除的理由"), row.lift_reason),
        )
        for row in member.deletions.all()
    )


def _day_of(moment: datetime | None) -> str:
    return timezone.localdate(moment).isoformat() if moment else ""


def _kept(row: DeletionRequest) -> str:
    """Say what is stored of a frozen piece; the whole record is told in its own sections."""
    kept = row.kept or {}
    held = kept.get("person", {})
    said = [held["phone"]] if held.get("phone") else []
    said += [str(Education(held["education"]).label)] if held.get("education") else []
    said += [columns.get("name") or str(WishKind(columns["kind"]).label) for _model, columns in kept.get("rows", [])]
    return "、".join(said)


def _wishes(member: PartyMember) -> tuple[Record, ...]:
    return tuple(
        (
            OwnItem("kind", _("意愿"), row.get_kind_display()),
            OwnItem("wished_on", _("提出日期"), row.wished_on.isoformat()),
            OwnItem("state", _("状态"), row.get_state_display()),
            OwnItem("basis", _("决定和理由"), row.basis),
        )
        for row in member.wishes.all()
    )


def _lists(member: PartyMember) -> tuple[Record, ...]:
    rows = member.list_invitations.select_related("voluntary_list__organization")
    return tuple(
        (
            OwnItem("name", _("名称"), row.voluntary_list.name),
            OwnItem("organization", _("党组织"), row.voluntary_list.organization.name),
            OwnItem("state", _("状态"), row.get_state_display()),
            OwnItem("asked_on", _("提出日期"), day_in_words(row.asked_on)),
            OwnItem("agreed_on", _("本人同意日期"), day_in_words(row.agreed_on)),
            OwnItem("ended_on", _("退出日期"), day_in_words(row.ended_on)),
        )
        for row in rows
    )


def _seedlings(member: PartyMember) -> tuple[Record, ...]:
    return tuple(
        (
            OwnItem("organization", _("党组织"), row.organization.name),
            OwnItem("state", _("状态"), row.get_state_display()),
            OwnItem("reason", _("提名理由"), row.reason),
            OwnItem("told_on", _("本人同意日期"), day_in_words(row.told_on)),
            OwnItem("proposed_on", _("提名日期"), day_in_words(row.proposed_on)),
            OwnItem("decided_on", _("研究日期"), day_in_words(row.decided_on)),
            OwnItem("document", _("会议或文件"), row.document),
            OwnItem("words", _("培养安排或理由"), row.words),
            OwnItem("ended_on", _("结束日期"), day_in_words(row.ended_on)),
        )
        for row in member.seedlings.select_related("organization")
    )


def _workplaces(person: Person) -> tuple[Record, ...]:
    rows = Workplace.objects.filter(person=person).select_related("enterprise").order_by("-valid_from")
    return tuple(
        (
            OwnItem("enterprise", _("单位"), row.enterprise.name),
            OwnItem("position", _("岗位"), row.position),
            _time(row),
        )
        for row in rows
    )


def _posts(person: Person) -> tuple[Record, ...]:
    rows = Post.objects.filter(person=person).select_related("organization", "enterprise").order_by("-valid_from")
    return tuple(
        (
            OwnItem("organization", _("党组织"), row.organization.name),
            OwnItem("kind", _("职务"), row.get_kind_display()),
            _time(row),
            OwnItem("concurrent_position", _("兼任职务"), row.concurrent_position),
            OwnItem("enterprise", _("任职企业"), row.enterprise.name if row.enterprise else ""),
            OwnItem("management_level", _("管理层级"), row.get_management_level_display()),
            OwnItem("allowance", _("工作津贴（元／月）"), row.allowance),
            OwnItem("decided_by", _("决定机关"), row.decided_by),
            OwnItem("document", _("依据文件"), row.document),
            OwnItem("end_document", _("离任依据文件"), row.end_document),
        )
        for row in rows
    )


def _stations(person: Person) -> tuple[Record, ...]:
    rows = StationWork.objects.filter(person=person).select_related("station").order_by("-valid_from", "-pk")
    return tuple((OwnItem("station", _("从业站点"), row.station.name), _time(row)) for row in rows)


def _consents(person: Person) -> tuple[Record, ...]:
    rows = Consent.objects.filter(person=person).order_by("-valid_from", "-pk")
    return tuple((OwnItem("audience", _("对象"), row.get_audience_display()), _time(row)) for row in rows)


def _time(row: Any) -> OwnItem:
    return OwnItem("period", _("起止"), period(row.valid_from, row.valid_to))


def _groups(member: PartyMember) -> tuple[Record, ...]:
    rows = member.groups.select_related("group").order_by("valid_from", "pk")
    return tuple(
        (
            OwnItem("group", _("党小组"), row.group.name),
            OwnItem("period", _("起止"), period(row.valid_from, row.valid_to)),
            OwnItem("document", _("依据"), row.document),
        )
        for row in rows
    )
