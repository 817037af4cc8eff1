"""Whether a row can begin where it says (起止核对): beside the affiliations and floating periods that the register holds."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _

from runwu.core.imports import ImportContext, Remark
from runwu.core.imports.rows import error, warning
from runwu.members.choices import Belonging
from runwu.members.imports import differences as diff
from runwu.members.imports.differences import Subject
from runwu.members.models import Affiliation, FloatingStay, PartyMember


@dataclass(slots=True)
class HeldPeriods:
    """What members of a chunk hold: from when the open affiliation, until when the last one that has ended.

    The same of floating periods: the open one, and the end of the last one.
    """

    open_since: dict[int, date] = field(default_factory=dict)
    ended: dict[int, date] = field(default_factory=dict)
    stays: dict[int, FloatingStay] = field(default_factory=dict)
    stayed: dict[int, date] = field(default_factory=dict)


def load_periods(subjects: Sequence[Subject]) -> HeldPeriods:
    """Return the periods of members whom the uploader knows. Two queries."""
    members = [one.member.pk for one in subjects if one.member is not None]
    held = HeldPeriods()
    for row in Affiliation.objects.filter(member_id__in=members).order_by("valid_to"):
        if row.valid_to is None:
            held.open_since[row.member_id] = row.valid_from
        else:
            held.ended[row.member_id] = row.valid_to
    stays = FloatingStay.objects.filter(member_id__in=members).select_related("host").order_by("valid_to")
    for stay in stays:
        if stay.valid_to is None:
            held.stays[stay.member_id] = stay
        else:
            held.stayed[stay.member_id] = stay.valid_to
    return held


def period_remarks(subject: Subject, held: HeldPeriods, context: ImportContext) -> Iterator[Remark]:
    """Refuse a sheet that is older than where the member belongs now, and two periods of one kind on one day."""
    if subject.member is not None and diff.belonging_of(subject) == Belonging.FLOATING_IN:
        yield from _floating_remarks(subject, subject.member, held)
    if subject.member is not None and diff.moves(subject):
        yield from _affiliation_remarks(subject, subject.member, held, context)


def _floating_remarks(subject: Subject, member: PartyMember, held: HeldPeriods) -> Iterator[Remark]:
    """Refuse a second period beside an open one elsewhere; tell which day is written where another was told."""
    wish, stay, last = subject.wish, held.stays.get(member.pk), held.stayed.get(member.pk)
    if stay is not None and (subject.branch is None or stay.host_id != subject.branch.pk):
        words = {"since": stay.valid_from.isoformat(), "host": stay.to_name}
        said = _("与登记的流动期重叠：%(since)s 起在“%(host)s”，还没有结束。") % words
        yield error("floating_overlap", said, _("请先结束那一段，或者改正所在党支部。"), key="branch")
    elif stay is not None and wish.row.values.get("since") and wish.since != stay.valid_from:
        said = _("流动期已从 %s 登记，") % stay.valid_from.isoformat()
        yield warning("floating_since", said, _("转入日期这一格不写入。登记有误的，在流动党员页面更正。"), key="since")
    elif stay is None and last is not None and wish.since < last:
        said = _("上一段流动期到 %s 才结束，") % last.isoformat()
        now = _("这一段从那天记起，不从 %s 记起；不对的请先核对上一段。") % wish.since.isoformat()
        yield warning("floating_overlap", said, now, key="since")


def _affiliation_remarks(
    subject: Subject, member: PartyMember, held: HeldPeriods, context: ImportContext
) -> Iterator[Remark]:
    wish = subject.wish
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
