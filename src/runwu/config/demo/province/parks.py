"""The thirteen parks of the demo province (示例园区): fictional ones of the kinds that a province has.

Sizes add up to 110,000 registered enterprises, about 500 organisations and 6,000 members at full scale.
"""

from dataclasses import dataclass

from runwu.enterprises.choices import ParkKind

SUPERIOR = "中共示例省委员会"
REGION = "460000"
FIRMS, MEMBERS = 110_000, 6_000
FLOATING_SHARE = 0.0812


@dataclass(frozen=True, slots=True)
class DemoPark:
    """One park: how many enterprises are registered, what they do, how much of it is known, how many branches."""

    name: str
    kind: ParkKind
    firms: int
    branches: int
    operating: float
    idle: float
    chains: tuple[str, ...]
    trades: tuple[tuple[str, str], ...]
    workshops: bool = False

    @property
    def word(self) -> str:
        """The part of the name that its organisations carry."""
        return self.name.removeprefix("示例")[:4]


_SERVICES = (("咨询", "L7249"), ("贸易", "F5199"), ("信息", "I6540"), ("供应链", "L7224"))
PARKS = (
    DemoPark("示例北湾石化开发区", ParkKind.STATUTORY, 5_200, 44, 0.30, 0.10, ("示例石化新材料链", "示例港航链", "示例大宗贸易链"),
             (("石化", "C2511"), ("新材", "C2651"), ("港务", "G5532"), ("船务", "G5521"), *_SERVICES), True),
    DemoPark("示例西岸临港产业园", ParkKind.CITY, 1_900, 22, 0.36, 0.14, ("示例风电装备链", "示例海工装备链"),
             (("化工", "C2614"), ("风电", "C3811"), ("海工", "C3737"), *_SERVICES), True),
    DemoPark("示例金滩产业开发区", ParkKind.COUNTY, 1_100, 16, 0.42, 0.12, ("示例装配建筑链", "示例海洋食品链"),
             (("建材", "C3022"), ("食品", "C1361"), ("装配", "E4710"), *_SERVICES), True),
    DemoPark("示例东城总部新区", ParkKind.STATUTORY, 22_400, 46, 0.17, 0.07, ("示例总部经济链", "示例临空链", "示例金融服务链"),
             (("控股", "L7211"), ("航服", "G5632"), ("基金", "J6720"), *_SERVICES)),
    DemoPark("示例高新产业开发区", ParkKind.CITY, 8_600, 42, 0.31, 0.09, ("示例生物医药链", "示例智能制造链", "示例食品链"),
             (("制药", "C2720"), ("器械", "C3581"), ("智造", "C3569"), ("饮品", "C1529"), *_SERVICES), True),
    DemoPark("示例南港综合保税区", ParkKind.CITY, 4_300, 26, 0.29, 0.09, ("示例保税加工链", "示例免税物流链"),
             (("珠宝", "C2438"), ("物流", "G5990"), ("进出口", "F5193"), *_SERVICES), True),
    DemoPark("示例复兴数字产业园", ParkKind.COMPANY, 13_100, 34, 0.19, 0.08, ("示例数字经济链", "示例游戏电竞链"),
             (("网络", "I6410"), ("游戏", "I6572"), ("数据", "I6550"), *_SERVICES)),
    DemoPark("示例椰风软件园", ParkKind.COMPANY, 26_700, 48, 0.15, 0.09, ("示例互联网链", "示例数字健康链", "示例数字文创链"),
             (("软件", "I6513"), ("科技", "I6519"), ("动漫", "I6572"), ("健康", "I6599"), *_SERVICES)),
    DemoPark("示例深湾科技城", ParkKind.STATUTORY, 9_300, 34, 0.22, 0.10, ("示例种业链", "示例深海科技链"),
             (("种业", "A0511"), ("生物", "M7340"), ("深海", "M7320"), *_SERVICES)),
    DemoPark("示例滨海商务区", ParkKind.STATUTORY, 11_800, 30, 0.20, 0.08, ("示例现代商贸链", "示例邮轮游艇链"),
             (("商贸", "F5211"), ("游艇", "R9090"), ("酒店", "H6110"), *_SERVICES)),
    DemoPark("示例星港航天城", ParkKind.STATUTORY, 1_400, 18, 0.33, 0.16, ("示例商业航天链",),
             (("航天", "C3742"), ("测控", "I6319"), ("卫星", "I6339"), *_SERVICES), True),
    DemoPark("示例康养医疗先行区", ParkKind.COUNTY, 3_300, 24, 0.27, 0.11, ("示例特许医疗链", "示例康养链"),
             (("医疗", "Q8411"), ("康养", "Q8514"), ("医管", "Q8492"), *_SERVICES)),
    DemoPark("示例湖畔教育试验区", ParkKind.COUNTY, 900, 14, 0.35, 0.15, ("示例国际教育链",),
             (("教育", "P8391"), ("文化", "R8810"), *_SERVICES)),
)  # fmt: skip
