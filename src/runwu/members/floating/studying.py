"""What a branch has to study about who floats for long (待办): to move the relation, or whether contact was lost."""

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import groupby

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from runwu.core.registries import Duty
from runwu.members.choices import Belonging, Direction, LandingKind, Membership, TransferState
from runwu.members.floating.advice import long_away, transfer_advice
from runwu.members.floating.tables import LONG, OPEN
from runwu.members.models import FloatingStay, LandingStep, Transfer
from runwu.rules.membership import lost_contact_decision
from runwu.rules.privacy import lead_purged_on
from runwu.rules.rulebook import Rulebook
from runwu.rules.verdict import Outcome

LOST_KEY = "floating.lost:"
_MINUTES = 10


def unstudied(on: date) -> Q:
    """Return the condition under which a branch has to study whether a relation moves: no transfer was spoken of yet."""
    spoken = LandingStep.objects.filter(stay=OuterRef("pk"), kind=LandingKind.TRANSFER)
    sent = Transfer.objects.filter(member=OuterRef("member"), state=TransferState.SENT)
    return long_away(on) & Q(~Exists(spoken), ~Exists(sent), member__membership=Membership.ACTIVE)


def to_study(rows: Iterable[FloatingStay], book: Rulebook) -> Iterator[Duty]:
    """Ask about each own member, and once for the guests of each branch, whether the relation should move. No query.

    `rows` are periods under `unstudied`.
    """
    guests: list[FloatingStay] = []
    for row in rows:
        if row.member.belonging == Belonging.FLOATING_IN:
            guests.append(row)
        else:
            yield _own(row, book)
    held = sorted((row for row in guests if row.host_id), key=lambda row: row.host_id or 0)
    for _host, found in groupby(held, key=lambda row: row.host_id):
        yield _guests(list(found), book)


def _own(row: FloatingStay, book: Rulebook) -> Duty:
    verdict = transfer_advice(row, book=book)
    return Duty(
        key=f"floating.transfer:{row.public_id}",
        title=_("研究是否转接 %(name)s 的组织关系") % {"name": row.member.person.full_name},
        why=_("%(day)s 起在“%(place)s”，%(sums)s。能转的办理转接；暂时不能转的，按流动党员管理。由支部研究决定。")
        % {
            "day": row.valid_from.isoformat(),
            "place": row.to_name or row.activity_place,
            "sums": "，".join(verdict.arithmetic),
        },
        url=reverse("members:floating-stay", args=[row.public_id]),
        action=_("打开流动期"),
        source=book.source("membership.transfer_after_months"),
        minutes=_MINUTES,
    )


def _guests(rows: list[FloatingStay], book: Rulebook) -> Duty:
    host = rows[0].host
    newest = max(row.valid_from for row in rows)
    return Duty(
        key=f"floating.guests:{host.public_id if host else ''}:{newest.isoformat()}",
        title=_("%(place)s：%(n)d 名流入党员来得久了，研究是否请流出地转来组织关系")
        % {"place": host.label if host else "", "n": len(rows)},
        why=_(
            "来了 %(limit)d 个月以上、地点固定的，应当转移组织关系。先问本人，再同流出地商量；提过“转接组织关系”的不再列。"
        )
        % {"limit": book.number("membership.transfer_after_months")},
        url=reverse("members:floating", query={"direction": Direction.IN, "state": OPEN, "away": LONG}),
        action=_("查看名单"),
        source=book.source("membership.transfer_after_months"),
        minutes=_MINUTES,
    )


def lost_contact(row: FloatingStay, book: Rulebook) -> Iterator[Duty]:
    """Ask the own branch to look into a member of whom no contact was recorded for the months of the rule.

    A lead: it disappears by itself after the time of leads. Without a recorded contact nothing is known, and nothing
    asked; of a guest the branch of the relation decides. Takes prefetched steps.
    """
    if row.member.belonging == Belonging.FLOATING_IN or row.member.membership != Membership.ACTIVE:
        return
    verdict = lost_contact_decision(last_contact=last_heard(row, book.on), book=book)
    since = verdict.since
    if verdict.outcome is not Outcome.DUE or since is None:
        return
    gone = lead_purged_on(since, book=book)
    if book.on >= gone:
        return
    yield Duty(
        key=f"{LOST_KEY}{row.public_id}:{since.isoformat()}",
        title=_("核实和 %(name)s 是否还有联系") % {"name": row.member.person.full_name},
        why=_(
            "登记的最近一次联系已满 %(limit)d 个月。先打电话，再通过家属、同乡和原单位查找；交过党费、来过活动的，不是失去联系。"
            "查找不到的，由支部研究决定；没有决定以前，党员身份不变。这条提醒到 %(gone)s 自动消失，不留记录。"
        )
        % {"limit": book.number("membership.lost_contact_months"), "gone": gone.isoformat()},
        url=reverse("members:floating-stay", args=[row.public_id]),
        action=_("联系后记下日期"),
        source=book.source("membership.lost_contact_months"),
        minutes=_MINUTES,
    )


def last_heard(row: FloatingStay, on: date) -> date | None:
    """Return the last day on which the register knows of a contact: noted, a letter handed over, a word on a step."""
    steps = list(row.steps.all())
    days = [row.contacted_on, row.welcomed_on, row.farewelled_on, row.link_agreed_on]
    days += [day for step in steps for day in (step.agreed_on, step.closed_on)]
    days += [step.proposed_on for step in steps if step.by_member]
    return max((day for day in days if day is not None and day <= on), default=None)
