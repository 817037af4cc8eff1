"""Whether a row can begin where it says (起止核对): beside the affiliations and floating periods that the register holds."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _

from runwu.core.imports import ImportContext, Remark
from runwu.core.imports.rows import error
from runwu.members.imports import differences as diff
from runwu.members.imports.differences import Subject
from runwu.members.models import Affiliation


@dataclass(slots=True)
class HeldPeriods:
    """What members of a chunk hold: from when the open affiliation, until when the last one that has ended."""

    open_since: dict[int, date] = field(default_factory=dict)
    ended: dict[int, date] = field(default_factory=dict)


def load_periods(subjects: Sequence[Subject]) -> HeldPeriods:
    """Return the periods of members whom the uploader knows. One query."""
    members = [one.member.pk for one in subjects if one.member is not None]
    held = HeldPeriods()
    for row in Affiliation.objects.filter(member_id__in=members).order_by("valid_to"):
        if row.valid_to is None:
            held.open_since[row.member_id] = row.valid_from
        else:
            held.ended[row.member_id] = row.valid_to
    return held


def period_remarks(subject: Subject, held: HeldPeriods, context: ImportContext) -> Iterator[Remark]:
    """Refuse a sheet that is older than where the member belongs now, and two affiliations on one day."""
    wish, member = subject.wish, subject.member
    if member is None or not diff.moves(subject):
        return
    since = held.open_since.get(member.pk)
    begins = _begins(subject, context)
    if since is not None and member.organization is not None and begins < since:
        words = {"day": since.isoformat(), "branch": member.organization.label, "told": begins.isoformat()}
        said = _("登记的组织关系自 %(day)s 起在“%(branch)s”，晚于表里的 %(told)s。") % words
        now = _("表旧了的，请改正所在党支部，或不导入这一行；以后又转走的，请办理组织关系转接，或核对日期。")
        yield error("older", said, now, key=_told(subject))
    last = held.ended.get(member.pk)
    if since is None and last is not None and wish.since < last:
        said = _("上一段组织关系到 %s 才结束，新的一段不能更早开始。") % last.isoformat()
        yield error("two_affiliations", said, _("请把转入日期改到那一天或以后。"), key="since")


def _begins(subject: Subject, context: ImportContext) -> date:
    """Return the day of which a row speaks: the day of coming here where it tells one, else that of the whole sheet."""
    told = subject.wish.row.values.get("since")
    return min(told, context.as_of) if isinstance(told, date) else context.as_of


def _told(subject: Subject) -> str:
    return "since" if subject.wish.row.values.get("since") else "branch"
