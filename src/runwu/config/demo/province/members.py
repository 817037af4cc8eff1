"""The members of a demo park (示例党员): formal ones by branch, floating ones by the open share, workplaces that fit."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count
from random import Random

from runwu.config.demo.province.branches import Branch, Cast
from runwu.config.demo.province.firms import Firm
from runwu.config.demo.province.parks import DemoPark
from runwu.config.demo.province.words import person_name, spread

NAMES = 1_540
_EDUCATIONS = ("本科", "大学本科", "大专", "硕士研究生", "研究生", "中专")
_POSITIONS = (
    ("总经理", "高层"),
    ("副总经理", "高管"),
    ("部门经理", "中层"),
    ("工程师", "员工"),
    ("业务员", "一线"),
    ("班组长", "员工"),
)
_POSTS = ("书记", "副书记", "组织委员", "宣传委员", "纪检委员")
# one in so many who float in is restricted, as of the others: the share is the same with them and without
_HIDDEN = 95
_COMMITTEE_FROM, _FULL_COMMITTEE_FROM = 7, 12


@dataclass(frozen=True, slots=True)
class Member:
    """One member as the workbook lists them."""

    name: str
    woman: bool
    birth: date
    education: str
    full: bool
    admitted: date
    branch: str
    sector: str
    firm: Firm | None
    position: str
    level: str
    post: str
    belonging: str
    home: str
    restricted: bool


@dataclass(frozen=True, slots=True)
class Wanted:
    """How many members a park has: with their relation here, and floating in."""

    formal: int
    floating: int


def members_of(
    park: DemoPark, branches: list[Branch], cast: Cast, wanted: Wanted, *, first: int, today: date, dice: Random
) -> list[Member]:
    """Return the members of a park, numbered from `first` within the province so that no two are taken for one."""
    maker = _Maker(count(first), today, dice)
    loose = cast.loose[: max(1, wanted.formal // 12)]
    home = f"中共示例{park.word}综合服务支部委员会"
    people = [*_formal(branches, wanted.formal - len(loose), maker)]
    people += [maker.member(_Seat(home, "企业", firm)) for firm in loose]
    for number in range(first + wanted.formal, first + wanted.formal + wanted.floating):
        branch = branches[int(dice.random() * len(branches))]
        away = f"中共示例外地{int(dice.random() * 90) + 1}号支部委员会"
        firm = branch.firms[0] if branch.firms else None
        people.append(
            maker.member(_Seat(branch.name, branch.sector, firm, home=away, restricted=number % _HIDDEN == 0))
        )
    return people


def _formal(branches: list[Branch], number: int, maker: "_Maker") -> Iterator[Member]:
    """Yield the members of the branches: at least three in each, the others shared out by weight."""
    least = 3 if number >= 3 * len(branches) else 1
    shares = spread(max(0, number - least * len(branches)), [branch.weight for branch in branches])
    for branch, share in zip(branches, shares, strict=True):
        size = least + share
        committee = 5 if size >= _FULL_COMMITTEE_FROM else (3 if size >= _COMMITTEE_FROM else 1)
        for place in range(size):
            firm = branch.firms[place % len(branch.firms)] if branch.firms else None
            post = _POSTS[place] if place < committee else ""
            hidden = size > 6 and place == size - 1 and maker.dice.random() < 0.13
            yield maker.member(_Seat(branch.name, branch.sector, firm, post=post, restricted=hidden))


@dataclass(frozen=True, slots=True)
class _Seat:
    """Where somebody belongs: to a branch, at an enterprise; `home` only for those who float in."""

    branch: str
    sector: str
    firm: Firm | None
    post: str = ""
    home: str = ""
    restricted: bool = False


@dataclass(frozen=True, slots=True)
class _Maker:
    """Makes one person after the other; no two of one name are born on one day."""

    numbers: "count[int]"
    today: date
    dice: Random

    def member(self, seat: _Seat) -> Member:
        number, dice = next(self.numbers), self.dice
        age = int(min(64, max(23, dice.gauss(38, 9))))
        birth = date(self.today.year - age, 1, 1) + timedelta(days=number // NAMES % 4 * 90 + int(dice.random() * 89))
        full = bool(seat.post or seat.home) or dice.random() < 0.95
        rank = 0 if seat.post == "书记" else min(int(dice.random() * 9) // 2 + 1, 5)
        position, level = _POSITIONS[rank] if seat.firm else ("", "")
        return Member(
            name=person_name(number),
            woman=dice.random() < 0.41,
            birth=birth,
            education=_EDUCATIONS[min(int(dice.random() ** 1.4 * 6), 5)],
            full=full,
            admitted=date(birth.year + 20 + int(dice.random() * 3), 7, 1) if full else date(self.today.year - 1, 12, 1),
            branch=seat.branch,
            sector=seat.sector,
            firm=None if seat.restricted else seat.firm,
            position=position,
            level=level,
            post=seat.post,
            belonging="流入" if seat.home else "在册",
            home=seat.home,
            restricted=seat.restricted,
        )
