"""The people of the demo park (示例人员): made-up names, days of birth counted back from today.

28 members in enterprise branches (26 full, 2 probationary), the others in social and community branches.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from runwu.config.demo.firms import EAST, FIRMS, OWN, WEST

LAW, ACCOUNTS, COMMUNITY = "中共示例律所支部委员会", "中共示例会计所支部委员会", "中共示例社区支部委员会"
_GIVEN = (
    "立春", "雨水", "惊蛰", "春分", "清明", "谷雨", "立夏", "小满", "芒种", "夏至", "小暑", "大暑",
    "立秋", "处暑", "白露", "秋分", "寒露", "霜降", "立冬", "小雪", "大雪", "冬至", "小寒", "大寒",
    "青松", "翠竹", "红梅", "幽兰", "秋菊", "芙蓉", "杜鹃", "茉莉", "芍药", "海棠", "丁香", "石榴",
    "枇杷", "杨柳", "梧桐", "银杏", "香樟", "桂花",
)  # fmt: skip
_INSTRUCTORS = ("甲", "乙", "丙", "丁", "戊", "己", "庚", "辛", "壬", "癸", "子", "丑", "寅", "卯")
AGES = (26, 27, 28, 29, 30, 31, 32, 33, 34, 34, 35, 36, 36, 37)


@dataclass(frozen=True, slots=True)
class DemoMember:
    """One member as the workbook lists them."""

    name: str
    woman: bool
    age: int
    education: str
    branch: str
    sector: str = "企业"
    firm: str = ""
    position: str = "职员"
    level: str = "员工"
    post: str = ""
    full: bool = True
    belonging: str = "在册"
    home: str = ""
    restricted: bool = False


@dataclass(frozen=True, slots=True)
class DemoInstructor:
    """One instructor as the workbook lists them."""

    name: str
    woman: bool
    born: date
    education: str
    unit: str


def born(age: int, number: int, today: date) -> date:
    """Return a day of birth on which somebody is exactly so old today, another for each number.

    >>> born(30, 0, date(2026, 11, 22))
    datetime.date(1996, 11, 2)
    """
    birthday = date(today.year - age, today.month, min(today.day, 28))
    return birthday - timedelta(days=20 + number * 7 % 300)


def instructors(today: date) -> list[DemoInstructor]:
    """Return the 14 instructors: 32 years on average, 12 of them with a degree."""
    units = ("示例园区管委会", "示例镇党建办", "示例街道党群中心")
    return [
        DemoInstructor(
            name=f"示导{sign}",
            woman=number % 2 == 0,
            born=born(AGES[number], number, today),
            education="大专" if number in (4, 11) else ("硕士研究生" if number % 5 == 0 else "大学本科"),
            unit=units[number % 3],
        )
        for number, sign in enumerate(_INSTRUCTORS)
    ]


# Enterprise → how many full members work there; the second figure counts probationary ones.
_AT_FIRMS = {
    "青禾电子": (4, 0), "木槿光电": (3, 1), "海棠精密": (3, 0), "白杨新材": (3, 0),
    "红枫半导体": (2, 0), "银杏线缆": (1, 0), "紫荆模具": (1, 0), "水杉自动化": (1, 0), "丁香涂料": (1, 0),
    "茉莉传感": (1, 1), "石榴电源": (1, 0), "桂花连接器": (1, 0), "芦苇包装": (1, 0),
    "山茶检测": (1, 0), "玉兰软件": (1, 0), "麦穗粉体": (1, 0),
}  # fmt: skip
# Members at enterprises without a branch of their own belong to the joint branch nearby until one is formed.
_PLACED = {
    "茉莉传感": EAST, "石榴电源": EAST, "桂花连接器": EAST, "山茶检测": EAST, "玉兰软件": EAST,
    "芦苇包装": WEST, "麦穗粉体": WEST,
}  # fmt: skip
_POSITIONS = (
    ("副总经理", "高层管理"), ("生产部经理", "中层"), ("工程师", "员工"), ("班组长", "员工"),
)  # fmt: skip


def members() -> list[DemoMember]:
    """Return every member of the demo park's workbook, in its order."""
    names = iter(f"示{given}" for given in _GIVEN)
    return [*_of_enterprises(names), *_of_social_branches(names), *_of_community(names)]


def _of_enterprises(names: Iterator[str]) -> Iterator[DemoMember]:
    """Yield the 28 members of enterprise branches; the first of each branch is its secretary."""
    with_secretary: set[str] = set()
    for firm in FIRMS:
        full, probationary = _AT_FIRMS.get(firm.short_name, (0, 0))
        branch = firm.branch if firm.branch else _PLACED.get(firm.short_name, "")
        for number in range(full + probationary):
            leads = branch not in with_secretary
            with_secretary.add(branch)
            position, level = _POSITIONS[min(number if firm.covered == OWN or leads else number + 1, 3)]
            yield DemoMember(
                name=next(names),
                woman=number % 2 == 1,
                age=28 + (7 * len(firm.word) + 5 * number + len(firm.trade)) % 17,
                education=("本科", "大专", "研究生")[number % 3],
                branch=branch,
                firm=firm.short_name if number else firm.name,
                position=position,
                level=level,
                post="书记" if leads else ("组织委员" if number == 1 and firm.covered == OWN else ""),
                full=number < full,
            )


def _of_social_branches(names: Iterator[str]) -> Iterator[DemoMember]:
    """Yield the members of the two social branches; one asked to be known to the organisation alone."""
    for branch, firm in ((LAW, "示例律所"), (ACCOUNTS, "示例会计所")):
        for number in range(3):
            yield DemoMember(
                name=next(names),
                woman=number == 1,
                age=33 + 3 * number,
                education="研究生" if number == 0 else "本科",
                branch=branch,
                sector="社会组织",
                firm=firm,
                position="主任" if number == 0 else "职员",
                level="高层" if number == 0 else "员工",
                post="书记" if number == 0 else "",
            )
    yield DemoMember(next(names), True, 39, "本科", LAW, "社会组织", restricted=True)


def _of_community(names: Iterator[str]) -> Iterator[DemoMember]:
    """Yield the community branch, one member whose relation has not come yet, and one floating into the park."""
    for number in range(4):
        post = "书记" if number == 0 else ""
        yield DemoMember(next(names), number % 2 == 0, 41 + 4 * number, "大专", COMMUNITY, "社区", post=post)
    away = "中共示例外地支部委员会"
    yield DemoMember(next(names), False, 30, "本科", COMMUNITY, "社区", belonging="未转入", home=away)
    yield DemoMember(
        next(names), True, 29, "本科", WEST, firm="水杉自动化", position="工程师", belonging="流入", home=away
    )
