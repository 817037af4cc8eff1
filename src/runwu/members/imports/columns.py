"""The columns of the member workbook, with the names that offices give them (党员名册的列)."""

from runwu.core.workbooks import ChoiceSpec, ColumnSpec, Kind
from runwu.enterprises.models.workplaces import ManagementLevel
from runwu.members.choices import Belonging, Standing
from runwu.organizations.choices import Sector
from runwu.people.models import Education, Gender

GENDERS = ChoiceSpec({Gender.MALE: ("男", "男性", "M"), Gender.FEMALE: ("女", "女性", "F")})
DEGREES = ChoiceSpec(
    {
        Education.POSTGRADUATE: ("研究生", "硕士", "博士", "硕士研究生", "博士研究生", "研究生及以上"),
        Education.BACHELOR: ("本科", "大学", "大学本科", "学士", "本科及以上"),
        Education.COLLEGE: ("大专", "专科", "大学专科", "高职"),
        Education.SECONDARY: ("中专或高中", "高中", "中专", "中技", "职高", "技校", "高中及中专"),
        Education.PRIMARY: ("初中及以下", "初中", "小学"),
    }
)
_STANDINGS = ChoiceSpec(
    {
        Standing.FULL: ("正式党员", "正式", "中共党员", "党员"),
        Standing.PROBATIONARY: ("预备党员", "预备", "中共预备党员"),
    }
)
_BELONGINGS = ChoiceSpec(
    {
        Belonging.REGISTERED: ("在册", "已转入", "关系在园区", "正式组织关系", "在册党员"),
        Belonging.FLOATING_IN: ("流入", "流动", "流入党员", "流动党员", "流入流动党员"),
        Belonging.NOT_TRANSFERRED: ("未转入", "关系未转入", "关系在外", "未转", "未转接"),
    }
)
_LEVELS = ChoiceSpec(
    {
        ManagementLevel.OWNER: ("出资人", "投资人", "股东", "老板", "实际控制人"),
        ManagementLevel.SENIOR: ("高层管理", "高层", "高管", "高级管理"),
        ManagementLevel.MIDDLE: ("中层管理", "中层", "中管", "中级管理"),
        ManagementLevel.STAFF: ("员工", "普通员工", "一般员工", "职员", "基层", "一线"),
    }
)
_SECTORS = ChoiceSpec(
    {
        Sector.ENTERPRISE: ("企业", "非公企业", "非公有制企业", "园区企业"),
        Sector.SOCIAL: ("社会组织", "社会服务机构", "行业协会"),
        Sector.COMMUNITY: ("社区", "村居", "居委会"),
        Sector.AGENCY: ("机关", "管委会", "事业单位"),
    }
)

MEMBER_COLUMNS = (
    ColumnSpec("name", "姓名", ("党员姓名", "名字"), required=True, example="示小满", person=True),
    ColumnSpec("gender", "性别", (), kind=Kind.CHOICE, choices=GENDERS, example="女"),
    ColumnSpec(
        "birth", "出生日期", ("出生年月", "出生年月日", "生日", "出生时间"), kind=Kind.DATE, example="1990-05-01"
    ),
    ColumnSpec(
        "identity",
        "公民身份号码",
        ("身份证号", "身份证号码", "身份证", "证件号码", "居民身份证号"),
        kind=Kind.CODE,
        looks_like=r"[0-9]{17}[0-9Xx]",
        example="可不填",
    ),
    ColumnSpec(
        "phone", "手机", ("手机号码", "手机号", "联系电话", "电话", "联系方式"), kind=Kind.CODE, example="可不填"
    ),
    ColumnSpec(
        "education", "学历", ("文化程度", "最高学历", "学历情况"), kind=Kind.CHOICE, choices=DEGREES, example="本科"
    ),
    ColumnSpec(
        "standing",
        "党员类别",
        ("人员类别", "政治面貌", "党员类型", "党员身份"),
        kind=Kind.CHOICE,
        choices=_STANDINGS,
        example="正式党员",
    ),
    ColumnSpec(
        "admitted", "入党日期", ("入党时间", "加入党组织日期", "入党年月"), kind=Kind.DATE, example="2015-07-01"
    ),
    ColumnSpec(
        "converted", "转正日期", ("转正时间", "转为正式党员日期", "转正年月"), kind=Kind.DATE, example="2016-07-01"
    ),
    ColumnSpec("decision", "转正决定文号", ("转正批复文号", "转正依据", "批准文号"), example="由预备转为正式时填"),
    ColumnSpec(
        "branch",
        "所在党支部",
        ("所属党支部", "党支部", "所在支部", "支部名称", "所属党组织", "所在党组织", "组织关系所在支部"),
        required=True,
        example="中共示例青禾电子有限公司支部委员会",
    ),
    ColumnSpec(
        "sector", "所在领域", ("领域", "支部类型", "组织类别"), kind=Kind.CHOICE, choices=_SECTORS, example="企业"
    ),
    ColumnSpec(
        "workplace",
        "工作单位",
        ("所在企业", "单位", "工作单位名称", "所在单位", "企业名称", "就职企业"),
        example="示例青禾电子有限公司",
    ),
    ColumnSpec("position", "职务", ("行政职务", "岗位", "工作岗位", "单位职务"), example="工程师"),
    ColumnSpec("level", "管理层级", ("层级", "管理层", "职级"), kind=Kind.CHOICE, choices=_LEVELS, example="中层"),
    ColumnSpec("post", "党内职务", ("党组织职务", "支部职务", "党务职务"), example="书记"),
    ColumnSpec(
        "belonging",
        "组织关系",
        ("组织关系情况", "组织关系状态", "关系类别"),
        kind=Kind.CHOICE,
        choices=_BELONGINGS,
        example="在册",
    ),
    ColumnSpec(
        "since", "转入日期", ("组织关系转入日期", "转入时间", "到支部日期"), kind=Kind.DATE, example="2022-07-01"
    ),
    ColumnSpec("home", "流出地党组织", ("流出地", "原党组织", "组织关系所在地"), example="流入、未转入的填写"),
    ColumnSpec(
        "restricted",
        "是否限组织内知悉",
        ("限组织内知悉", "是否保密", "保密", "知悉范围受限"),
        kind=Kind.BOOLEAN,
        example="本人要求的填“是”",
    ),
    ColumnSpec(
        "without_employer",
        "不与单位关联",
        ("是否不与单位关联", "不关联工作单位", "不关联单位"),
        kind=Kind.BOOLEAN,
        example="否",
    ),
)
