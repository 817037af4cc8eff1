"""The enterprises of a demo park (示例企业): how many are known to operate, and what is known of the others."""

from dataclasses import dataclass, field
from random import Random

from runwu.config.demo.province.parks import DemoPark
from runwu.config.demo.province.words import credit_code, firm_word

_OWNERS = ("民营", "私营企业", "民企", "外资企业", "国有", "混合所有制")
_STAGES = ("投产", "正常经营", "在产", "扩产", "试生产", "在建")
_SIDES = "东南西北中"
_CLUSTER = "示例大道 {number} 号集群注册区"


@dataclass(slots=True)
class Firm:
    """One enterprise as the office's ledger knows it; empty is unknown."""

    number: int
    name: str
    code: str
    own_number: str
    industry: str
    chain: str
    owner: str
    grid: str
    building: str
    address: str
    operating: bool | None
    staff: int | None = None
    stage: str = ""
    tax_filed: bool | None = None
    insured: bool | None = None
    point: tuple[float, float] | None = None
    branch: str = ""
    formation: str = ""
    host: bool = False
    instructor: str = ""
    liaison: str = ""
    mass: dict[str, str] = field(default_factory=dict)

    @property
    def produces(self) -> bool:
        """Tell whether it is past setting up."""
        return self.stage in ("投产", "正常经营", "在产", "扩产")


def firms_of(park: DemoPark, size: int, first: int, dice: Random) -> list[Firm]:
    """Return the enterprises of a park, numbered from `first` within the province; one pass, no look-ups."""
    grids = grid_names(size)
    return [_firm(park, number, first + number, grids, dice) for number in range(size)]


def grid_names(size: int) -> list[str]:
    """Return the grid cells of a park: one for about two hundred and fifty enterprises, four at least."""
    return [f"{_SIDES[number % 5]}{number // 5 + 1:02d}网格" for number in range(max(4, size // 250))]


def _firm(park: DemoPark, number: int, overall: int, grids: list[str], dice: Random) -> Firm:
    trade, industry = park.trades[number % len(park.trades)]
    luck = dice.random()
    operating = True if luck < park.operating else (False if luck < park.operating + park.idle else None)
    named = dice.random() < 0.97
    firm = Firm(
        number=number,
        name=f"示例{firm_word(overall // len(park.trades))}{trade}有限公司",
        code=credit_code(overall) if named else "",
        own_number="" if named and number % 9 else f"{park.word[:1]}-{number:05d}",
        industry=industry if dice.random() < 0.85 else "",
        chain=park.chains[number % len(park.chains)] if trade not in _OUTSIDE or operating else "",
        owner=_OWNERS[min(int(dice.random() ** 2 * 6), 5)],
        grid="",
        building="",
        address="",
        operating=operating,
    )
    _settle(firm, park, grids, dice)
    (_active if operating else _silent)(firm, dice)
    return firm


_OUTSIDE = frozenset({"咨询", "贸易", "信息", "供应链"})


def _settle(firm: Firm, park: DemoPark, grids: list[str], dice: Random) -> None:
    """Say where it stands: on its own premises, or at an address that hundreds share."""
    index = int(dice.random() * len(grids))
    if firm.operating or dice.random() < 0.35:
        firm.grid = grids[index]
        firm.building = f"{grids[index][:3]}-{int(dice.random() * 12) + 1}栋" if park.workshops else ""
        firm.address = f"示例路 {firm.number % 997 + 1} 号"
        if dice.random() < 0.3:
            east, north = (index % 6 - 3) * 700, (index // 6 % 6 - 3) * 700
            firm.point = (north + dice.random() * 500, east + dice.random() * 500)
    else:
        firm.grid = grids[index] if dice.random() < 0.6 else ""
        firm.address = _CLUSTER.format(number=int(dice.random() * 3) * 11 + 8)


def _active(firm: Firm, dice: Random) -> None:
    firm.stage = _STAGES[min(int(dice.random() ** 1.6 * 6), 5)]
    firm.staff = int(min(1800, 2 + dice.lognormvariate(2.4, 1.05))) if dice.random() < 0.88 else None
    firm.tax_filed = True if dice.random() < 0.8 else None
    firm.insured = (firm.staff or 0) > 3 if dice.random() < 0.7 else None
    firm.mass = {"union": "有" if dice.random() < 0.14 else ("无" if dice.random() < 0.5 else "")}
    firm.mass["youth_league"] = "有" if dice.random() < 0.06 else ""
    firm.mass["women"] = "有" if dice.random() < 0.05 else ""


def _silent(firm: Firm, dice: Random) -> None:
    luck = dice.random()
    firm.stage = "停产" if luck < 0.05 else ("注销" if luck < 0.07 else ("拿地" if luck < 0.09 else ""))
    firm.tax_filed = None if dice.random() < 0.4 else dice.random() < 0.35
    firm.insured = None if dice.random() < 0.45 else dice.random() < 0.22
    firm.staff = None if dice.random() < 0.9 else (0 if not firm.insured else int(dice.random() * 6) + 1)
