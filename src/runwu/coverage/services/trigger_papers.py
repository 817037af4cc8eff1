"""The draft 请示 when the third full member of an enterprise comes or leaves (触发请示): proposed, nothing changed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from runwu.accounts.models import User
from runwu.core.documents import (
    Annex,
    Heading,
    OfficialPaper,
    Paragraph,
    Run,
    Table,
    chinese_number,
    hole,
    text,
)
from runwu.core.errors import UserError
from runwu.core.rulebooks import rulebook
from runwu.core.scope import Scope
from runwu.coverage.selectors.statuses import EnterpriseCoverage, enterprise_coverage
from runwu.coverage.selectors.triggers import Trigger, full_without, members_behind, trigger_at
from runwu.coverage.services.drafts import line_of
from runwu.coverage.services.groups import branch_names
from runwu.coverage.services.paper_parts import frame, leadership, title_about
from runwu.enterprises.models import Enterprise
from runwu.members.choices import ProvisionKind
from runwu.members.models import PartyMember
from runwu.members.services.provisions import Handing, note_provision
from runwu.organizations.models import Organization
from runwu.rules.coverage import CoverageStatus
from runwu.rules.periods import in_words
from runwu.rules.rulebook import Rulebook

OWN, JOINT = "formation.min_full_members", "formation.joint_min_full_members"

# The paper itself is Chinese whatever language the page is read in, so nothing here is translated.


@dataclass(frozen=True, slots=True, kw_only=True)
class TriggerDraft:
    """What a draft says: the enterprise as it is covered, its members, the committee, what the joint branch keeps.

    `name` and `short_name` are those of the branch to be formed, or of the one to be adjusted.
    """

    trigger: Trigger
    row: EnterpriseCoverage
    members: tuple[PartyMember, ...]
    committee: Organization
    above: Organization | None
    name: str
    short_name: str
    joint_keeps: int | None
    book: Rulebook

    @property
    def full_members(self) -> int:
        """How many full members the enterprise has."""
        return self.row.facts.members.full or 0


def trigger_petition(*, scope: Scope, enterprise: Enterprise, on: date) -> OfficialPaper:
    """Write the draft 请示 that the number of full members at an enterprise sets off (请示草稿).

    Raises UserError while the number sets off nothing, and where the park has no committee.
    """
    return write(trigger_draft(scope=scope, enterprise=enterprise, on=on), on=on)


def hand_out(*, scope: Scope, enterprise: Enterprise, by: User, on: date) -> OfficialPaper:
    """Write the draft to be taken away: whom its annex names finds it under 谁看过. Raises as `trigger_petition` does."""
    draft = trigger_draft(scope=scope, enterprise=enterprise, on=on)
    handing = Handing(kind=ProvisionKind.LIST, fields=("name", "standing", "organization"), reason="请示附件：党员名单")
    note_provision(members=[one.pk for one in draft.members], handing=handing, by=by)
    return write(draft, on=on)


def trigger_draft(*, scope: Scope, enterprise: Enterprise, on: date) -> TriggerDraft:
    """Gather what the draft says, without writing anything. Raises UserError as `trigger_petition` does."""
    book = rulebook(on=on, place=enterprise.park.public_id, region=enterprise.park.region)
    row = enterprise_coverage(scope=scope, enterprise=enterprise, on=on)
    trigger = trigger_at(row) if row else None
    if row is None or trigger is None:
        raise _nothing_due(enterprise, row, book)
    committee, above = line_of(enterprise.park, on)
    members = members_behind(scope=scope, enterprise=enterprise, on=on)
    name, short = _names(trigger, row, book)
    leaves = trigger is Trigger.ENOUGH and row.facts.joint_branch and row.organization
    return TriggerDraft(
        trigger=trigger,
        row=row,
        members=tuple(members),
        committee=committee,
        above=above,
        name=name,
        short_name=short,
        joint_keeps=full_without(scope=scope, organization=leaves, leaving=members) if leaves else None,
        book=book,
    )


def _names(trigger: Trigger, row: EnterpriseCoverage, book: Rulebook) -> tuple[str, str]:
    if trigger is Trigger.TOO_FEW and row.organization:
        return row.organization.name, row.organization.label
    return branch_names(row.enterprise, joint=False, full=row.facts.members.full or 0, book=book)


def _nothing_due(enterprise: Enterprise, row: EnterpriseCoverage | None, book: Rulebook) -> UserError:
    least = book.number(OWN)
    pending = row is not None and row.pending is not None
    return UserError(
        _("%(name)s现在没有因正式党员人数要上报的事。") % {"name": enterprise.label},
        rule=_("单独成立党支部看正式党员是否满 %(least)s 名，预备党员不计入（%(clause)s）。")
        % {"least": least, "clause": book.source(OWN).chip},
        now=_("已经上报，请等上级批复。") if pending else _("人数有变化以后，这里会出现草稿；现在不用办。"),
    )


def write(draft: TriggerDraft, *, on: date) -> OfficialPaper:
    """Write the paper of a draft."""
    forming = draft.trigger is Trigger.ENOUGH
    return frame(
        origin=f"草稿 · 由企业档案生成 · 数据截至 {in_words(on)}",
        title=title_about("成立", draft.short_name) if forming else title_about("调整", draft.short_name, "组织设置"),
        committee=draft.committee,
        above=draft.above,
        blocks=_forming(draft) if forming else _adjusting(draft),
        annexes=(Annex("党员名册", (_roll(draft),)),),
        on=on,
    )


def _forming(draft: TriggerDraft) -> Iterable[Paragraph | Heading | Table]:
    firm, least = draft.row.enterprise.name, chinese_number(draft.book.number(OWN))
    yield Paragraph(
        (
            text(
                f"{firm}现有{_counted(draft)}，正式党员已满{least}名，{_now(draft.row)}。"
                f"根据{_clauses(draft.book, OWN)}，应当单独成立党支部。"
            ),
            hole("写一两句：企业情况、党员队伍，和企业负责人沟通的情况"),
        )
    )
    numerals = iter("一二三四")
    yield Heading(f"{next(numerals)}、拟成立的党支部")
    rows = ((draft.name, firm, str(draft.full_members), str(draft.row.facts.members.probationary)),)
    yield Table(("名称", "单位", "正式党员", "预备党员"), rows, numbers=(2, 3), widths=(44, 32, 12, 12))
    if draft.joint_keeps is not None and draft.row.organization:
        yield Heading(f"{next(numerals)}、原联合党支部的调整")
        yield Paragraph(_joint(draft, draft.row.organization.name, draft.joint_keeps))
    yield Heading(f"{next(numerals)}、隶属与负责人")
    yield from leadership(draft.committee, [draft], book=draft.book)
    yield Paragraph((text("妥否，请批示。"),))


def _joint(draft: TriggerDraft, name: str, keeps: int) -> tuple[Run, ...]:
    least = draft.book.number(JOINT)
    words = f"{draft.row.enterprise.name}单独成立党支部后，{name}还有正式党员 {keeps} 名"
    if keeps >= least:
        return (text(f"{words}，照旧运行。"),)
    return (text(f"{words}，不足{chinese_number(least)}名，要一并调整："), hole("并入或联合到哪个党支部"))


def _adjusting(draft: TriggerDraft) -> Iterable[Paragraph | Heading | Table]:
    least = chinese_number(draft.book.number(OWN))
    yield Paragraph(
        (
            text(
                f"{draft.name}设在{draft.row.enterprise.name}，现有{_counted(draft)}，正式党员不足{least}名。"
                f"根据{_clauses(draft.book, OWN, JOINT)}，应调整组织设置。"
            ),
            hole("写一两句：人数为什么减少，近期有没有人转正或调入"),
        )
    )
    yield Heading("一、拟采取的办法")
    yield Paragraph((hole("选一项写明：与邻近企业联合成立党支部；并入已有的党支部；近期有人转正或调入，暂不调整"),))
    yield Heading("二、党员的组织关系")
    yield Paragraph(
        (text("批准以前，原党支部照常开展组织生活。批准以后，附件所列党员的组织关系转到："), hole("党支部全称"))
    )
    yield Paragraph((text("妥否，请批示。"),))


def _counted(draft: TriggerDraft) -> str:
    probationary = draft.row.facts.members.probationary
    return f"正式党员 {draft.full_members} 名" + (f"、预备党员 {probationary} 名" if probationary else "")


def _now(row: EnterpriseCoverage) -> str:
    if row.organization and row.status in (CoverageStatus.JOINT_BRANCH, CoverageStatus.CATCH_ALL):
        kind = "编入" if row.status is CoverageStatus.JOINT_BRANCH else "暂由"
        return f"现{kind}{row.organization.name}" + ("" if kind == "编入" else "兜底管理")
    return "尚无党组织"


def _clauses(book: Rulebook, *keys: str) -> str:
    """Name the clauses, those of one document together.

    The document is named with its title marks, as papers do: 《…》第四条、第五条.
    """
    found: dict[str, list[str]] = {}
    for source in (book.source(key) for key in keys):
        listed = found.setdefault(source.document, [])
        listed += [article for article in source.article.split("、") if article not in listed]
    return "、".join(document + "、".join(listed) for document, listed in found.items())


def _roll(draft: TriggerDraft) -> Table:
    rows = tuple(
        (
            str(number),
            member.person.full_name,
            str(member.get_standing_display()),
            member.organization.label if member.organization else "—",
        )
        for number, member in enumerate(draft.members, 1)
    )
    return Table(("序号", "姓名", "类别", "现所在党组织"), rows, numbers=(0,), widths=(10, 24, 22, 44))
