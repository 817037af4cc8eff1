"""The columns of the enterprise workbook, with the names that offices give them (企业台账的列)."""

from runwu.core.workbooks import ChoiceSpec, ColumnSpec, Kind
from runwu.enterprises.choices import Ownership, Stage
from runwu.organizations.choices import UnitRole

_STAGES = ChoiceSpec(
    {
        Stage.LAND: ("用地", "拿地", "签约", "供地"),
        Stage.BUILDING: ("建设", "在建", "基建", "装修", "建设中"),
        Stage.HIRING: ("招聘", "筹备", "试生产", "调试", "筹建"),
        Stage.PRODUCTION: ("投产", "已投产", "在产", "生产", "正常生产", "正常经营", "运营"),
        Stage.EXPANSION: ("扩产", "增资扩产", "技改"),
        Stage.SUSPENDED: ("停产", "停工", "歇业", "停业", "半停产"),
        Stage.CLOSED: ("注销", "已注销", "吊销", "清退", "迁出"),
    }
)
_OWNERSHIP = ChoiceSpec(
    {
        Ownership.STATE: ("国有", "国企", "国有企业", "国有控股"),
        Ownership.COLLECTIVE: ("集体", "集体企业"),
        Ownership.PRIVATE: ("民营", "私营", "民企", "民营企业", "私营企业", "非公", "非公有制企业"),
        Ownership.FOREIGN: ("外商投资", "外资", "外企", "外资企业", "港澳台资", "中外合资", "合资"),
        Ownership.MIXED: ("混合所有制", "混合", "股份制", "股份合作"),
        Ownership.SOCIAL: ("社会组织", "民办非企业单位", "社会团体", "社会服务机构"),
        Ownership.OTHER: ("其他", "其它"),
    }
)
_LEVELS = ChoiceSpec(
    {
        "0": ("零级，正常开展", "零级", "0级", "正常", "公开"),
        "1": ("一级，少打扰", "一级", "1级"),
        "2": ("二级，中性措辞", "二级", "2级"),
        "3": ("三级，不在企业出现", "三级", "3级"),
    }
)
_FORMATIONS = ChoiceSpec(
    {
        UnitRole.OWN: ("单独组建", "单建", "单独", "独立组建", "独立支部"),
        "joint": ("联合组建", "联建", "联合", "联合支部"),
        UnitRole.FALLBACK: ("兜底", "大党委兜底", "兜底管理", "托管", "挂靠"),
    }
)

_THERE = ChoiceSpec(
    {
        "yes": ("有", "是", "已建", "已成立", "已组建", "√", "1", "已有", "成立"),
        "no": ("无", "否", "未建", "未成立", "未组建", "×", "0", "没有", "尚无"),
    }
)

ENTERPRISE_COLUMNS = (
    ColumnSpec(
        "name",
        "企业名称",
        ("单位名称", "公司名称", "企业全称", "单位全称", "公司全称", "企业", "单位", "名称", "企业（单位）名称"),
        required=True,
        example="示例青禾电子有限公司",
    ),
    ColumnSpec("short_name", "简称", ("企业简称", "单位简称", "公司简称"), example="青禾电子"),
    ColumnSpec(
        "credit_code",
        "统一社会信用代码",
        ("信用代码", "社会信用代码", "税号", "纳税人识别号", "税号/信用代码", "统一信用代码", "机构代码"),
        kind=Kind.CODE,
        looks_like="[0-9A-HJ-NPQRTUWXYa-hj-npqrtuwxy]{18}",
        example="照营业执照填写 18 位",
    ),
    ColumnSpec(
        "provisional_number",
        "园区临时编号",
        ("临时编号", "园区编号", "企业编号", "台账编号"),
        example="SL-026",
    ),
    ColumnSpec(
        "address",
        "地址",
        ("企业地址", "单位地址", "经营地址", "注册地址", "详细地址", "所在地址"),
        example="示例路 1 号",
    ),
    ColumnSpec("grid", "网格", ("所属网格", "所在网格", "党建网格", "网格号", "片区"), example="东一网格"),
    ColumnSpec(
        "building", "厂房", ("楼栋", "厂房/楼栋", "厂房楼栋", "所在厂房", "楼宇", "栋号", "厂房号"), example="B3"
    ),
    ColumnSpec("longitude", "经度", ("东经", "lng", "lon", "经度E"), kind=Kind.DECIMAL, example="110.123456"),
    ColumnSpec("latitude", "纬度", ("北纬", "lat", "纬度N"), kind=Kind.DECIMAL, example="20.012345"),
    ColumnSpec("position", "坐标", ("经纬度", "经纬度坐标", "定位"), example="110.123456,20.012345"),
    ColumnSpec(
        "industry", "行业代码", ("国民经济行业代码", "行业", "行业分类", "GB/T4754", "所属行业代码"), example="C3912"
    ),
    ColumnSpec("chain", "产业链", ("所属产业链", "产业链条", "链条", "产业"), example="示例电子链"),
    ColumnSpec(
        "ownership",
        "所有制",
        ("企业类型", "企业性质", "经济类型", "单位性质", "所有制性质"),
        kind=Kind.CHOICE,
        choices=_OWNERSHIP,
        example="民营",
    ),
    ColumnSpec("foreign_share", "外资比例", ("外资占比", "外方比例"), kind=Kind.DECIMAL, unit="%", example="25"),
    ColumnSpec(
        "staff",
        "职工人数",
        ("职工", "员工人数", "从业人数", "职工总数", "从业人员", "用工人数", "在岗职工", "参保人数", "员工数", "人数"),
        kind=Kind.INTEGER,
        unit="人",
        example="46",
    ),
    ColumnSpec(
        "stage",
        "阶段",
        ("企业阶段", "建设阶段", "投产情况", "生产状态", "企业状态", "项目阶段"),
        kind=Kind.CHOICE,
        choices=_STAGES,
        example="投产",
    ),
    ColumnSpec(
        "produced_on",
        "投产日期",
        ("投产时间", "开工时间", "开业日期", "投产年月"),
        kind=Kind.DATE,
        example="2022-06-01",
    ),
    ColumnSpec(
        "operating",
        "是否实际经营",
        ("实际经营", "是否经营", "在营", "是否在营", "正常经营否"),
        kind=Kind.BOOLEAN,
        example="是",
    ),
    ColumnSpec("operating_source", "经营情况来源", ("来源", "核实方式", "经营核实来源"), example="社保缴纳记录"),
    ColumnSpec(
        "above_designated",
        "规上",
        ("是否规上", "规上企业", "规模以上", "是否规模以上", "规上工业企业"),
        kind=Kind.BOOLEAN,
        example="否",
    ),
    ColumnSpec(
        "high_tech",
        "高新技术企业",
        ("国家高新", "国高企", "高企", "是否高新", "国家高新技术企业", "高新企业"),
        kind=Kind.BOOLEAN,
        example="否",
    ),
    ColumnSpec(
        "tax_filed",
        "近一年有纳税申报",
        ("纳税申报", "是否纳税申报", "有无纳税申报", "近一年纳税申报", "是否报税", "纳税情况"),
        kind=Kind.BOOLEAN,
        example="是",
    ),
    ColumnSpec(
        "insured",
        "近一年缴纳社保",
        ("缴纳社保", "是否缴纳社保", "社保缴纳", "有无社保", "是否参保", "社保情况"),
        kind=Kind.BOOLEAN,
        example="是",
    ),
    ColumnSpec(
        "visibility",
        "可见程度",
        ("可见等级", "润物模式", "工作方式等级"),
        kind=Kind.CHOICE,
        choices=_LEVELS,
        example="零级",
    ),
    ColumnSpec(
        "branch",
        "党组织名称",
        ("所属党组织", "党支部名称", "所在党组织", "党组织", "党支部", "组织名称"),
        example="中共示例青禾电子有限公司支部委员会",
    ),
    ColumnSpec(
        "formation",
        "组建方式",
        ("组建形式", "党组织组建方式", "覆盖方式", "组织形式"),
        kind=Kind.CHOICE,
        choices=_FORMATIONS,
        example="单独组建",
    ),
    ColumnSpec("host", "牵头单位", ("是否牵头", "牵头企业", "联建牵头单位"), example="是"),
    ColumnSpec(
        "branch_since",
        "党组织成立日期",
        ("支部成立时间", "组建时间", "成立日期", "党组织组建时间"),
        kind=Kind.DATE,
        example="2022-07-01",
    ),
    ColumnSpec("instructor", "党建指导员", ("指导员", "党建工作指导员", "联系指导员"), example="示小满"),
    ColumnSpec("liaison", "企业联络员", ("联络员", "党建联络员", "企业秘书", "党员企业秘书"), example="示谷雨"),
    ColumnSpec(
        "union", "工会", ("是否建立工会", "工会组织", "建会情况"), kind=Kind.CHOICE, choices=_THERE, example="有"
    ),
    ColumnSpec(
        "youth_league", "共青团", ("团组织", "团支部", "共青团组织"), kind=Kind.CHOICE, choices=_THERE, example="无"
    ),
    ColumnSpec("women", "妇联", ("妇联组织", "妇女组织", "妇委会"), kind=Kind.CHOICE, choices=_THERE, example="无"),
)
