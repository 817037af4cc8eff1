"""The twenty-five enterprises of the demo park (示例企业): the figures of a real park, the names made up.

Four of them belong to a southern part of the grid. One of these, 桂花, lies so far south that nobody is within reach, so that
the plan has to say who is left, why, and what alone would bring it in.

In production 14, of them above designated size 8; national high-tech 2; staff 868, two unknown.
"""

from dataclasses import dataclass

OWN, HOST, MEMBER, FALLBACK = "单独组建", "牵头", "成员", "兜底"
EAST, WEST = "中共示例东区联合支部委员会", "中共示例西区联合支部委员会"


@dataclass(frozen=True, slots=True)
class DemoFirm:
    """One enterprise: `word` makes its names, `covered` its place in a branch, north and east are meters from the centre."""

    word: str
    trade: str
    grid: str
    building: str
    chain: str
    industry: str
    staff: int | None
    stage: str
    operating: bool | None
    above: bool = False
    high_tech: bool = False
    covered: str = ""
    joint: str = ""
    owner: str = "民营"
    level: str = "零级"
    north: int | None = None
    east: int | None = None
    instructor: int | None = None
    liaison: bool = False
    union: bool = False
    years: int = 2

    @property
    def name(self) -> str:
        """The full name."""
        return f"示例{self.word}{self.trade}有限公司"

    @property
    def short_name(self) -> str:
        """The short name."""
        return f"{self.word}{self.trade}"

    @property
    def branch(self) -> str:
        """The name of the branch that covers it."""
        if self.covered == OWN:
            return f"中共{self.name}支部委员会"
        return self.joint


E, M, Q = "示例电子链", "示例新材料链", "示例装备链"
FIRMS = (
    DemoFirm("青禾", "电子", "东一网格", "A1", E, "C3912", 128,
             "投产", True, True, True, OWN, "", "民营", "零级", 660, 640, 0, True, True, 4),
    DemoFirm("木槿", "光电", "东一网格", "A2", E, "C3976", 96,
             "投产", True, True, False, OWN, "", "民营", "零级", 640, 470, 1, True, True, 3),
    DemoFirm("海棠", "精密", "西一网格", "C1", Q, "C3489", 88,
             "投产", True, True, False, OWN, "", "民营", "一级", 640, -640, 2, True, True, 3),
    DemoFirm("白杨", "新材", "西二网格", "D1", M, "C2929", 74,
             "投产", True, True, False, OWN, "", "国有", "零级", -660, -640, 3, True, True, 2),
    DemoFirm("红枫", "半导体", "东二网格", "B1", E, "C3972", 86,
             "投产", True, True, True, HOST, EAST, "外商投资", "二级", -300, 420, 4, True, False, 2),
    DemoFirm("银杏", "线缆", "东二网格", "B2", E, "C3831", 64,
             "投产", True, True, False, MEMBER, EAST, "民营", "零级", -380, 520, 4, True, True, 2),
    DemoFirm("紫荆", "模具", "西一网格", "C2", Q, "C3525", 72,
             "投产", True, True, False, HOST, WEST, "民营", "零级", 200, -420, 5, True, True, 2),
    DemoFirm("水杉", "自动化", "西一网格", "C3", Q, "C3491", 58,
             "投产", True, True, False, MEMBER, WEST, "混合所有制", "零级", 130, -360, 5, True, False, 2),
    DemoFirm("丁香", "涂料", "西二网格", "D2", M, "C2641", 32,
             "投产", True, False, False, MEMBER, WEST, "民营", "一级", 60, -470, 6, True, False, 2),
    DemoFirm("茉莉", "传感", "东一网格", "A3", E, "C3983", 24,
             "投产", True, north=330, east=60, instructor=7, liaison=True, level="零级"),
    DemoFirm("石榴", "电源", "南片网格", "F2", E, "C3824", 18, "投产", True, north=360, east=170, liaison=True),
    DemoFirm("桂花", "连接器", "南片网格", "F1", E, "C3989", 16, "投产", True, north=-2250, east=190),
    DemoFirm("芦苇", "包装", "西二网格", "D3", M, "C2319", 22,
             "投产", True, owner="外商投资", level="三级", north=-360, east=-140),
    DemoFirm("枇杷", "机电", "西一网格", "C4", Q, "C3812", 30,
             "扩产", True, covered=FALLBACK, north=420, east=-180, instructor=8, liaison=True),
    DemoFirm("山茶", "检测", "南片网格", "F3", E, "M7452", 12, "试生产", True, north=-200, east=150),
    DemoFirm("玉兰", "软件", "南片网格", "F3", E, "I6513", 9, "试生产", True),
    DemoFirm("麦穗", "粉体", "西二网格", "D4", M, "C3099", 15, "试生产", True, north=-420, east=-250),
    DemoFirm("葵花", "机器人", "西一网格", "C5", Q, "C3491", 8,
             "试生产", True, instructor=9, liaison=True, north=470, east=-320),
    DemoFirm("合欢", "储能", "东一网格", "A5", E, "C3841", 6, "在建", False, north=480, east=320),
    DemoFirm("金桔", "显示", "东二网格", "", E, "C3974", 4, "在建", False),
    DemoFirm("凌霄", "装备", "西一网格", "", Q, "C3599", 3, "在建", False, owner="国有"),
    DemoFirm("芒草", "复材", "西二网格", "", M, "C3062", 2, "拿地", False),
    DemoFirm("荔枝", "芯片", "东一网格", "", E, "C3973", 1, "拿地", False, owner="外商投资", level="二级"),
    DemoFirm("椰林", "注塑", "西二网格", "D5", M, "C2926", None, "停产", None, north=-540, east=-420),
    DemoFirm("木棉", "薄膜", "西二网格", "D6", M, "C2921", None, "试生产", None, north=-560, east=-500),
)  # fmt: skip
