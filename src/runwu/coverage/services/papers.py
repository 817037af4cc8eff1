"""The draft 请示 from the facts of a plan: figures and lists filled in, words for a person left open."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from runwu.core.documents import (
    Annex,
    Heading,
    OfficialPaper,
    Paragraph,
    Run,
    Table,
    chinese_number,
    counted,
    hole,
    text,
)
from runwu.coverage.choices import Profile
from runwu.coverage.services.groups import DraftGroup, DraftUnit
from runwu.coverage.services.paper_parts import frame, leadership, title_about
from runwu.organizations.choices import Form
from runwu.organizations.models import Organization
from runwu.planning.joint_branches.index import Index
from runwu.planning.joint_branches.instance import problem_from_document
from runwu.planning.joint_branches.plan import LeftCode
from runwu.planning.joint_branches.problem import Unit
from runwu.rules.periods import in_words

if TYPE_CHECKING:
    from runwu.coverage.services.drafts import Draft

# The paper itself is Chinese whatever language the page is read in, so nothing here is translated.


def petition_content(draft: "Draft", *, on: date) -> dict[str, Any]:
    """Return the draft 请示 as it is kept with the adoption."""
    return petition(draft, on=on).document()


def petition(draft: "Draft", *, on: date) -> OfficialPaper:
    """Write the draft 请示 of an alternative (请示草稿)."""
    new = [group for group in draft.groups if group.is_new]
    return frame(
        origin=_origin(draft),
        title=_title(new),
        committee=draft.committee,
        above=draft.above,
        blocks=_body(draft),
        annexes=(Annex("联合党支部组建情况表", (_annex_table(draft),)),),
        on=on,
    )


def _origin(draft: "Draft") -> str:
    name, day = Profile(draft.alternative.profile).label, draft.plan.as_of
    return f"草稿 · 由建议 {day:%m-%d}“{name}”生成 · 数据截至 {in_words(day)}"


def _title(new: Sequence[DraftGroup]) -> tuple[str, ...]:
    if not new:
        return ("关于调整现有党支部覆盖单位的请示",)
    if len(new) == 1:
        name = new[0].short_name
        return title_about("成立", name)
    kind = "联合党支部" if all(group.form == Form.JOINT_BRANCH for group in new) else "党支部"
    first = new[0].lead.label
    return (f"关于成立{first}等{counted(len(new), '个')}", f"{kind}的请示")


def _body(draft: "Draft") -> Iterable[Paragraph | Heading | Table]:
    yield _opening(draft)
    numerals = iter("一二三四五六七八九")
    new = [group for group in draft.groups if group.is_new]
    if new:
        yield Heading(f"{next(numerals)}、拟成立的党支部")
        yield _new_table(new)
    joined = [group for group in draft.groups if not group.is_new and group.changed]
    if joined:
        yield Heading(f"{next(numerals)}、现有党支部的调整")
        yield Paragraph(tuple(_joined(joined)))
    if draft.left:
        yield Heading(f"{next(numerals)}、暂由党委兜底管理的企业")
        yield from _left_over(draft)
    if draft.emptied:
        yield Paragraph((text(_emptied(draft.emptied)), hole("写明处理意见")))
    if new:
        yield Heading(f"{next(numerals)}、隶属与负责人")
        yield from leadership(draft.committee, new, book=draft.book)
    yield Paragraph((text("妥否，请批示。"),))


def _opening(draft: "Draft") -> Paragraph:
    index = Index(problem_from_document(draft.plan.instance))
    return Paragraph(
        (
            text(
                f"目前，{_situation(index)}根据《中国共产党支部工作条例（试行）》第四条、第五条，"
                f"按照地域相邻、行业相近、规模适当、便于管理的原则，{_aim(draft.groups, index)}。"
            ),
            hole("写一两句：为什么现在做"),
        )
    )


def _situation(index: Index) -> str:
    """Say how many enterprises have too few full members, and how many enough for a branch of their own."""
    small, big = _full(index.small), _full(index.big)
    each = f"各有正式党员{_range(small)}名，共" if len(small) > 1 else "有正式党员"
    few = f"{len(small)} 家企业{each} {sum(small)} 名，尚未单独成立党支部" if small else ""
    least = chinese_number(index.problem.parameters.min_full)
    enough = f"{len(big)} 家企业正式党员已满{least}名，共 {sum(big)} 名，应当单独成立党支部" if big else ""
    return f"我园有 {few}{'；另有 ' if few and enough else ''}{enough}。"


def _full(units: Sequence[Unit]) -> list[int]:
    return [unit.full_members for unit in units]


def _aim(groups: Sequence[DraftGroup], index: Index) -> str:
    new = [group for group in groups if group.is_new]
    joined = [group for group in groups if not group.is_new and group.changed]
    if not new:
        return "拟调整现有党支部的覆盖单位"
    taken = sum(len(group.changed) for group in joined)
    also = f"，并由{counted(len(joined), '个')}现有党支部吸收{counted(taken, '家')}企业的党员" if joined else ""
    return f"拟成立{counted(len(new), '个')}党支部{_kinds(new, index)}{also}"


def _kinds(new: Sequence[DraftGroup], index: Index) -> str:
    """Tell joint branches from those of a single enterprise with members enough, where there are both."""
    own = [group for group in new if not index.is_small(group.host)]
    if not own:
        return ""
    together = len(new) - len(own)
    near = sum(len(group.units) - 1 for group in own)
    words = [f"联合成立{counted(together, '个')}"] if together else []
    words.append(f"单独成立{counted(len(own), '个')}" + (f"并吸纳{counted(near, '家')}邻近企业" if near else ""))
    return f"（{'、'.join(words)}）"


def _range(full: Sequence[int]) -> str:
    if not full or min(full) == max(full):
        return chinese_number(full[0]) if full else "〇"
    return f"{chinese_number(min(full))}至{chinese_number(max(full))}"


def _new_table(groups: Sequence[DraftGroup]) -> Table:
    rows = tuple((group.name, group.lead.name, str(len(group.units)), str(group.full_members)) for group in groups)
    return Table(("名称", "牵头单位", "企业", "正式党员"), rows, numbers=(2, 3), widths=(46, 32, 10, 12))


def _joined(groups: Sequence[DraftGroup]) -> Iterable[Run]:
    for group in groups:
        names = "、".join(unit.enterprise.name for unit in group.changed)
        yield text(f"{group.name}吸收{names}的党员，调整后有正式党员 {group.full_members} 名。")


def _left_over(draft: "Draft") -> Iterable[Paragraph]:
    """Say who is left to the catch-all; what a person decided is no finding that the conditions are missing."""
    rows = draft.alternative.report["left"]
    decided = {row["unit"] for row in rows if row["code"] == LeftCode.PERSON}
    lacking = [unit for unit in draft.left if str(unit.enterprise.public_id) not in decided]
    placed = [unit for unit in draft.left if str(unit.enterprise.public_id) in decided]
    if lacking:
        yield Paragraph((text(_left(lacking, draft.committee)), hole("写明后续打算")))
    if placed:
        names = "、".join(unit.enterprise.name for unit in placed)
        yield Paragraph((text(f"经研究，{names}暂由{draft.committee.name}兜底管理。"), hole("写明理由")))


def _left(units: Sequence[DraftUnit], committee: Organization) -> str:
    names = "、".join(unit.enterprise.name for unit in units)
    total = f"等 {len(units)} 家企业" if len(units) > 1 else ""
    return f"{names}{total}暂不具备单独或联合成立党支部的条件，由{committee.name}兜底管理。"


def _emptied(organizations: Sequence[Organization]) -> str:
    names = "、".join(organization.name for organization in organizations)
    return f"调整后，{names}不再有成员单位。"


def _annex_table(draft: "Draft") -> Table:
    rows = [_annex_row(number, group) for number, group in enumerate(draft.groups, 1) if group.is_new or group.changed]
    return Table(
        ("序号", "党支部", "方式", "企业", "正式党员", "党员合计"),
        tuple(rows),
        numbers=(0, 4, 5),
        widths=(9, 27, 12, 30, 11, 11),
    )


def _annex_row(number: int, group: DraftGroup) -> tuple[str, ...]:
    kind = ("新成立" if group.is_new else "吸收") if group.form == Form.JOINT_BRANCH or not group.is_new else "单独成立"
    units = group.units if group.is_new else group.changed
    return (
        str(number),
        group.name,
        kind,
        "、".join(unit.enterprise.name for unit in units),
        str(group.full_members),
        str(group.members),
    )
