"""Which branches a demo park has, and which enterprises they cover (示例党支部)."""

from dataclasses import dataclass, field
from random import Random

from runwu.config.demo.province.firms import Firm
from runwu.config.demo.province.parks import DemoPark
from runwu.config.demo.province.words import firm_word, person_name

_INSTRUCTED, _VISITED, _CAUGHT = 0.05, 0.12, 0.03
_OTHERS = (("协会", "社会组织"), ("社区", "社区"), ("管委会机关", "机关"))


@dataclass(slots=True)
class Branch:
    """A branch of the workbook: its name, where it stands, the enterprises where its members work."""

    name: str
    sector: str
    firms: list[Firm] = field(default_factory=list)
    weight: float = 1.0
    joint: bool = False


@dataclass(slots=True)
class Cast:
    """Who looks after enterprises, and the enterprises with a member or two and no branch yet."""

    instructors: list[str]
    loose: list[Firm]


def branches_of(park: DemoPark, firms: list[Firm], number: int, dice: Random) -> tuple[list[Branch], Cast]:
    """Return the branches of a park and cover enterprises by them; the bigger the enterprise, the sooner its own."""
    known = sorted(
        (firm for firm in firms if firm.operating and firm.staff), key=lambda one: (-(one.staff or 0), one.number)
    )
    own, joint = max(2, round(number * 0.5)), max(1, round(number * 0.27))
    alone = [_own(firm, dice) for firm in known[:own]]
    rest = known[own:]
    together = [_joint(park, index, rest[index * 4 : index * 4 + 2 + index % 3], dice) for index in range(joint)]
    free = [firm for firm in rest[joint * 4 :] if firm.operating]
    others = [_other(park, index) for index in range(max(3, number - own - joint))]
    loose = [firm for firm in free[: max(6, number)] if firm.grid]
    cast = Cast([person_name(index * 7 % 1400) for index in range(max(3, number // 3))], loose)
    _look_after(park, [firm for firm in firms if firm.operating and not firm.branch], loose, cast, dice)
    return [*alone, *together, *others], cast


def _own(firm: Firm, dice: Random) -> Branch:
    firm.branch, firm.formation = f"中共{firm.name}支部委员会", "单建"
    return Branch(firm.branch, "企业", [firm], 2.0 + dice.random() * 6)


def _joint(park: DemoPark, index: int, firms: list[Firm], dice: Random) -> Branch:
    name = f"中共示例{park.word}{firm_word(index * 5)}联合支部委员会"
    for firm in firms:
        firm.branch, firm.formation, firm.host = name, "联建", firm is firms[0]
    return Branch(name, "企业", firms, 1.5 + dice.random() * 2, joint=True)


def _other(park: DemoPark, index: int) -> Branch:
    word, sector = _OTHERS[index % 3]
    return Branch(f"中共示例{park.word}{firm_word(index * 11 + 3)}{word}支部委员会", sector, [], 3.0)


def _look_after(park: DemoPark, firms: list[Firm], loose: list[Firm], cast: Cast, dice: Random) -> None:
    """Give a part of the enterprises without a branch an instructor, a liaison or the committee that catches."""
    waiting = {firm.number for firm in loose}
    for firm in firms:
        luck = dice.random()
        if firm.number not in waiting and luck < _CAUGHT:
            firm.formation = "兜底"
        elif luck < _CAUGHT + _INSTRUCTED:
            firm.instructor = cast.instructors[int(luck * 10_000) % len(cast.instructors)]
        elif luck < _CAUGHT + _INSTRUCTED + _VISITED:
            firm.liaison = person_name(700 + int(luck * 100_000) % max(3, len(firms) // 12))
