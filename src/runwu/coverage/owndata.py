"""What coverage holds about one person (我的登记内容): work at enterprises, and moves by an adopted plan."""

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _

from runwu.core.owndata import OwnItem, OwnSection, Record, own_data_providers, period
from runwu.coverage.models import ContactProfile, CoverageContact, DutyEntry, MemberMove
from runwu.coverage.selectors.fallback_duties import template


@own_data_providers.register
def coverage_sections(person_id: int, _on: date) -> Sequence[OwnSection]:
    """Return where a person is instructor or liaison, the profile, fallback duties, and moves by a plan. Four queries."""
    contacts = CoverageContact.objects.filter(person=person_id).select_related("enterprise")
    profile = ContactProfile.objects.filter(person=person_id).first()
    moves = MemberMove.objects.filter(member__person=person_id).select_related("enterprise", "source", "target")
    return [
        OwnSection(
            "coverage_contacts",
            _("联系企业"),
            tuple(
                (
                    OwnItem("kind", _("身份"), row.get_kind_display()),
                    OwnItem("enterprise", _("企业"), row.enterprise.name),
                    OwnItem("period", _("起止"), period(row.valid_from, row.valid_to)),
                )
                for row in contacts.order_by("-valid_from", "pk")
            ),
        ),
        OwnSection("contact_profile", _("派员条件"), (_profile(profile),) if profile else ()),
        OwnSection("duty_entries", _("承担的兜底事项"), _duties(person_id)),
        OwnSection(
            "member_moves",
            _("随组建方案的调整"),
            tuple(
                (
                    OwnItem("source", _("原支部"), row.source.name if row.source else ""),
                    OwnItem("target", _("新支部"), row.target.name),
                    OwnItem("applied", _("已执行"), _("是") if row.applied else _("否")),
                )
                for row in moves
            ),
        ),
    ]


def _duties(person_id: int) -> tuple[Record, ...]:
    names = {duty.code: duty.name for duty in template()[0]}
    rows = DutyEntry.objects.filter(person=person_id).select_related("park", "organization")
    return tuple(
        (
            OwnItem("duty", _("事项"), names.get(row.code, row.code)),
            OwnItem("act", _("登记"), row.get_act_display()),
            OwnItem("park", _("园区"), row.park.name),
            OwnItem("organization", _("党组织"), row.organization.name if row.organization else ""),
            OwnItem("since", _("起"), row.since.isoformat()),
            OwnItem("document", _("依据文件"), row.document),
            OwnItem("enterprises", _("企业数"), str(row.enterprises)),
            OwnItem("state", _("状态"), _("已撤回") if row.undone_at else _("有效")),
        )
        for row in rows
    )


def _profile(profile: ContactProfile) -> tuple[OwnItem, ...]:
    hidden = {"id", "public_id", "person"}
    fields = [field for field in profile._meta.concrete_fields if field.name not in hidden]
    return tuple(OwnItem(field.name, field.verbose_name, _words(getattr(profile, field.name))) for field in fields)


def _words(value: object) -> str:
    if isinstance(value, list):
        return "、".join(str(one) for one in value)
    return "" if value is None else str(value)
