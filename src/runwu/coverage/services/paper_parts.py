"""What every draft 请示 of the park's committee has in common: its frame, its title, who is to lead (公文通用部分)."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Protocol

from runwu.core.documents import (
    Annex,
    Heading,
    OfficialPaper,
    Paragraph,
    Table,
    chinese_number,
    counted,
    hole,
    text,
)
from runwu.organizations.models import Organization
from runwu.rules.rulebook import Rulebook

_ONE_LINE = 13  # characters of a name that leave room for the rest of the title

# The paper itself is Chinese whatever language the page is read in, so nothing here is translated.


class NewBranch(Protocol):
    """A branch that a paper asks for."""

    @property
    def short_name(self) -> str:
        """Its short name."""

    @property
    def full_members(self) -> int:
        """How many full members it will have."""


def frame(
    *,
    origin: str,
    title: tuple[str, ...],
    committee: Organization,
    above: Organization | None,
    blocks: Iterable[Paragraph | Heading | Table],
    annexes: tuple[Annex, ...],
    on: date,
) -> OfficialPaper:
    """Put a draft into the form of a 请示: number, signer, addressee and date are for a person to complete."""
    return OfficialPaper(
        origin=origin,
        number="〔发文机关代字〕〔" + f"{on.year}" + "〕〔序号〕号",
        signer="〔签发人〕",
        title=title,
        addressee=text(above.name) if above else hole("上级党组织全称"),
        blocks=tuple(blocks),
        annexes=annexes,
        signature=committee.name,
        dated=text(f"{on.year}年{on.month}月　日"),
        remark=(text("联系人："), hole("姓名"), text("，电话："), hole("电话号码")),
    )


def title_about(what: str, name: str, matter: str = "") -> tuple[str, ...]:
    """Return the title of a paper about one branch (and a matter of it), broken around a long name.

    >>> title_about("成立", "示例甲党支部")
    ('关于成立示例甲党支部的请示',)
    >>> title_about("调整", "中共示例电子有限公司支部委员会", "组织设置")
    ('关于调整', '中共示例电子有限公司支部委员会', '组织设置的请示')
    """
    if len(name) + len(matter) <= _ONE_LINE:
        return (f"关于{what}{name}{matter}的请示",)
    return (f"关于{what}", name, f"{matter}的请示") if matter else (f"关于{what}", f"{name}的请示")


def leadership(committee: Organization, new: Sequence[NewBranch], *, book: Rulebook) -> Iterable[Paragraph]:
    """Say under whom new branches stand, who is to lead them, and which of them have a committee."""
    least = book.number("branch_size.committee_min_full_members")
    large = [group for group in new if group.full_members >= least]
    small = [group for group in new if group.full_members < least]
    yield Paragraph(
        (
            text(f"上述党支部隶属{committee.name}。书记人选建议为："),
            hole(f"{counted(len(new), '名')}，已征求本人意见的写姓名"),
            text("。"),
        )
    )
    if small:
        which = (
            "上述党支部正式党员均不足" if not large else "、".join(group.short_name for group in small) + "正式党员不足"
        )
        yield Paragraph((text(f"{which}{chinese_number(least)}名，不设支部委员会。"),))
    if large:
        names = "、".join(group.short_name for group in large)
        usual = (book.number(f"branch_size.committee_{size}_seats") for size in ("min", "usual"))
        seats = "至".join(chinese_number(count) for count in usual)
        yield Paragraph((text(f"{names}设支部委员会，委员人数为："), hole(f"{seats}名"), text("。")))
