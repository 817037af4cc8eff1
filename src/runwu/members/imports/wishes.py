"""What one row of the member workbook asks for, before the register is looked at."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from runwu.core.crypto import blind_index
from runwu.core.imports import ImportContext, ImportRow
from runwu.members.choices import Belonging, Standing
from runwu.members.imports.posts import read_posts
from runwu.organizations.choices import PostKind, Sector

IDENTITY, PHONE = "identity", "phone"
"""Purposes of the blind indexes of persons."""
_SOCIAL = ("律师", "律所", "会计", "协会", "商会", "学会", "事务所", "社会组织", "民办", "基金会", "促进会")
_COMMUNITY = ("社区", "居委", "村", "小区")


@dataclass(slots=True)
class MemberWish:
    """What a row says about a member; what it does not say stays as it is."""

    row: ImportRow
    name: str
    branch: str
    sector: Sector
    since: date
    belonging: Belonging | None
    identity_index: str = ""
    identity_tail: str = ""
    birth: date | None = None
    phone: str = ""
    gender: str = ""
    education: str = ""
    standing: str = ""
    admitted: date | None = None
    converted: date | None = None
    posts: tuple[PostKind, ...] = ()
    strange_posts: tuple[str, ...] = ()
    restricted: bool = False
    without_employer: bool = False
    work: dict[str, str] = field(default_factory=dict)

    @property
    def keys(self) -> tuple[str, str]:
        """Return name and birth date, by which a person without identity number is known."""
        return self.name, self.birth.isoformat() if self.birth else ""


def read_wish(row: ImportRow, context: ImportContext) -> MemberWish:
    """Return what a row asks for; identity number and phone are checked later."""
    posts, strange = read_posts(row.text("post"))
    restricted = row.values.get("restricted") is True
    return MemberWish(
        row=row,
        name=row.text("name"),
        branch=row.text("branch"),
        sector=_sector(row),
        since=_day(row.values.get("since")) or context.as_of,
        belonging=Belonging(row.text("belonging")) if row.text("belonging") else None,
        birth=_day(row.values.get("birth")),
        gender=row.text("gender"),
        education=row.text("education"),
        standing=_standing(row),
        admitted=_day(row.values.get("admitted")),
        converted=_day(row.values.get("converted")),
        posts=posts,
        strange_posts=strange,
        restricted=restricted,
        without_employer=row.values.get("without_employer") is True,
        work={key: row.text(key) for key in ("workplace", "position", "level") if row.text(key)},
    )


def _day(value: Any) -> date | None:
    return value if isinstance(value, date) else None


def _standing(row: ImportRow) -> str:
    """Return the standing that a row tells; a day of conversion alone tells a full member."""
    told = row.text("standing")
    return told or (Standing.FULL if row.values.get("converted") else "")


def _sector(row: ImportRow) -> Sector:
    """Return where a branch stands: as the sheet says, else as its name suggests."""
    if row.text("sector"):
        return Sector(row.text("sector"))
    name = row.text("branch")
    if any(word in name for word in _SOCIAL):
        return Sector.SOCIAL
    return Sector.COMMUNITY if any(word in name for word in _COMMUNITY) else Sector.ENTERPRISE


def note_identity(wish: MemberWish, number: str) -> None:
    """Keep what may be kept of an identity number: its blind index and its last four characters."""
    wish.identity_index, wish.identity_tail = blind_index(number, IDENTITY), number[-4:]
