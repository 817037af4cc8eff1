"""Standing and belonging of members: stable English codes, Chinese labels."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Standing(models.TextChoices):
    FULL = "full", _("正式党员")
    PROBATIONARY = "probationary", _("预备党员")


class Belonging(models.TextChoices):
    """Where the formal affiliation lies (三类分列): registered here, floating in, or not yet transferred."""

    REGISTERED = "registered", _("在册")
    FLOATING_IN = "floating_in", _("流入")
    NOT_TRANSFERRED = "not_transferred", _("未转入")


class Membership(models.TextChoices):
    """Whether the person is a member today; changed only by a recorded decision."""

    ACTIVE = "active", _("在党")
    SUSPENDED = "suspended", _("停止党籍")
    ENDED = "ended", _("已出党")


class TransferState(models.TextChoices):
    """How far a transfer is; the old branch stays responsible until it is accepted."""

    DUE = "due", _("待转接")
    SENT = "sent", _("待接收")
    REFUSED = "refused", _("已退回")
    DONE = "done", _("已接收")
    WITHDRAWN = "withdrawn", _("已撤回")


OPEN_TRANSFERS = (TransferState.DUE, TransferState.SENT)


class Route(models.TextChoices):
    """By which way an affiliation is transferred (转接方式)."""

    PROVINCE = "province", _("省内党员系统")
    NATION = "nation", _("全国党员系统（凭组织编码）")
    LETTER = "letter", _("组织关系介绍信（三联）")


class TransferAct(models.TextChoices):
    """What was done with a transfer (办理记录)."""

    SENT = "sent", _("转出")
    REGISTERED = "registered", _("登记转入")
    REMINDED = "reminded", _("已联系提醒")
    REISSUED = "reissued", _("重新开具介绍信")
    ACCEPTED = "accepted", _("接收")
    REFUSED = "refused", _("退回")
    NOTED = "noted", _("已核实退回理由")
    WITHDRAWN = "withdrawn", _("撤回")
    RECEIPT_SENT = "receipt_sent", _("寄出回执")
    RECEIPT_BACK = "receipt_back", _("收到回执")


class Counting(models.TextChoices):
    """Where a floating member chose to count towards “three full members”."""

    HOME = "home", _("计入流出地")
    HOST = "host", _("计入流入地")


class FloatReason(models.TextChoices):
    """Why somebody is away without moving the affiliation (流动原因)."""

    WORK = "work", _("外出务工经商")
    STUDY = "study", _("外出学习")
    RESIDENCE = "residence", _("居住地变化")
    SEASON = "season", _("季节性居住（候鸟）")
    OTHER = "other", _("其他")


class Direction(models.TextChoices):
    """Which side of a floating period is one of our organisations (流向)."""

    OUT = "out", _("流出")
    IN = "in", _("流入")
    WITHIN = "within", _("系统内流动")


class LandingKind(models.TextChoices):
    """The five steps of a soft landing (软着陆五步), each only as far and as soon as the member wants it."""

    HELLO = "hello", _("打个招呼")
    ACTIVITY = "activity", _("参加一次活动")
    CONTACT = "contact", _("认识联系人")
    GROUP = "group", _("编入临时小组")
    TRANSFER = "transfer", _("转接组织关系")


class StepState(models.TextChoices):
    PROPOSED = "proposed", _("待本人同意")
    AGREED = "agreed", _("本人愿意，进行中")
    DONE = "done", _("已完成")
    DECLINED = "declined", _("本人暂不办")


class StepAct(models.TextChoices):
    """What is done with a step; only the member starts one that was declined."""

    START = "start", _("开始这一步")
    PROPOSE = "propose", _("提议这一步")
    AGREE = "agree", _("同意")
    DECLINE = "decline", _("暂不办")
    DONE = "done", _("这一步完成了")


class Mistake(models.TextChoices):
    """Why a period recorded today is corrected or taken back (更正、撤回的原因)."""

    PLACE = "place", _("党组织写错")
    DAY = "day", _("日期写错")
    WHY = "why", _("原因、活动地点或者季历写错")
    PERSON = "person", _("登记错了人")
    TWICE = "twice", _("重复登记")


class Greeting(models.TextChoices):
    WELCOME = "welcome", _("欢迎信")
    FAREWELL = "farewell", _("欢送信")


class Ledger(models.TextChoices):
    """A mandated member system (法定名册): what is typed there stays its own."""

    PROVINCE = "province", _("省党员信息系统")
    NATION = "nation", _("全国党员管理信息系统")
    OTHER = "other", _("其他系统")


class Gap(models.TextChoices):
    """In what two registers differ (差异)."""

    ONLY_THERE = "only_there", _("只在法定名册")
    ONLY_HERE = "only_here", _("只在本系统")
    BRANCH = "branch", _("所在党支部")
    STANDING = "standing", _("党员类别")
    ADMITTED = "admitted_on", _("入党日期")
    CONVERTED = "converted_on", _("转正日期")
    FLOATING = "floating", _("流动情况")
    POST = "post", _("党内职务")
    PHONE = "phone", _("联系电话")


class Ruling(models.TextChoices):
    """Which register is right (核对结论)."""

    OURS = "ours", _("本系统为准，到法定系统录入")
    THEIRS = "theirs", _("法定名册为准，更正本系统")


class CorrectionField(models.TextChoices):
    """What a member says is wrong or about to change; all but the last two are put right with the answer."""

    NAME = "name", _("姓名")
    GENDER = "gender", _("性别")
    BIRTH_DATE = "birth_date", _("出生日期")
    PHONE = "phone", _("手机")
    EDUCATION = "education", _("学历")
    ADMITTED = "admitted_on", _("入党日期")
    OTHER = "other", _("支部、工作单位或其他内容")
    AWAY = "away", _("要外出一段时间，或者换了单位、住处")


class CorrectionState(models.TextChoices):
    ASKED = "asked", _("待答复")
    CORRECTED = "corrected", _("已更正")
    REFUSED = "refused", _("不予更正，已说明理由")
    WITHDRAWN = "withdrawn", _("本人已撤回")


class Frozen(models.TextChoices):
    """How a row whose processing has stopped stood before: open to who may know members, or restricted."""

    OPEN = "open", _("组织内公开")
    RESTRICTED = "restricted", _("限组织内知悉")


class DeletionPiece(models.TextChoices):
    """What a person asks to have deleted: what no regulation demands of a member, or the whole record of a former one."""

    PHONE = "phone", _("手机")
    EDUCATION = "education", _("学历")
    SKILLS = "skills", _("技能")
    WISHES = "wishes", _("没有生效的意愿")
    RECORD = "record", _("全部登记内容")


class DeletionState(models.TextChoices):
    """What became of a request; what is frozen is stored and nothing else until it is lifted or its time is over."""

    ASKED = "asked", _("待答复")
    DELETED = "deleted", _("已删除")
    FROZEN = "frozen", _("停止处理，只保存")
    REFUSED = "refused", _("不予删除，已说明理由")
    WITHDRAWN = "withdrawn", _("本人已撤回")
    LIFTED = "lifted", _("已解除停止处理")
    EXPIRED = "expired", _("保存期满，已删除")


class WishKind(models.TextChoices):
    """What a member wishes about who may know (本人意愿); the branch decides, never without it."""

    RESTRICT = "restrict", _("限组织内知悉")
    LIFT = "lift", _("取消限组织内知悉")
    APART = "apart", _("不与工作单位关联")
    JOIN = "join", _("恢复与工作单位关联")


OPENING_WISHES = (WishKind.LIFT, WishKind.JOIN)  # with them more people know


class WishState(models.TextChoices):
    ASKED = "asked", _("待支部决定")
    GRANTED = "granted", _("同意，已生效")
    REFUSED = "refused", _("不同意，已说明理由")
    WITHDRAWN = "withdrawn", _("本人已撤回")


class StandingAct(models.TextChoices):
    """What a Party organisation decided about a member's standing (身份变动)."""

    CONVERTED = "converted", _("转为正式党员")
    EXTENDED = "extended", _("延长预备期")
    ANNULLED = "annulled", _("取消预备党员资格")
    SUSPENDED = "suspended", _("停止党籍")
    RESTORED = "restored", _("恢复党籍")
    REMOVED = "removed", _("除名")
    WITHDRAWN = "withdrawn", _("退党")


class DecisionOrigin(models.TextChoices):
    """By which way a decision came into the register."""

    TYPED = "typed", _("登记")
    SHEET = "sheet", _("导入名册")
    LEDGER = "ledger", _("法定名册对账")


class ProvisionKind(models.TextChoices):
    """In which form something of the register was handed out (信息提供)."""

    LIST = "list", _("名单导出")
    MASKED = "masked", _("名册导出（遮盖）")
    FULL = "full", _("名册导出（完整）")
    FORM = "form", _("信息采集表")
    LETTER = "letter", _("组织关系介绍信")
    OTHER = "other", _("其他提供")


class ProvisionBasis(models.TextChoices):
    """On which ground something is handed out; the grounds are those of `rules.privacy.LegalBasis`."""

    DUTY = "statutory_duty", _("履行法定职责和党内法规规定的党员管理职责")
    CONSENT = "consent", _("本人单独同意")
    EMERGENCY = "emergency", _("应对突发事件")
    OTHER_LAW = "other_law", _("法律、行政法规的其他规定")


class ProposalState(models.TextChoices):
    """What became of a proposal to merge a restricted row with another."""

    ASKED = "asked", _("待支部书记核对")
    MERGED = "merged", _("已合并")
    REFUSED = "refused", _("不是同一个人或不合并")
    WITHDRAWN = "withdrawn", _("已撤回")


class ListKind(models.TextChoices):
    """What a member joins beside the own branch, by consent alone (自愿名单)."""

    GROUP = "group", _("活动组织（功能型、临时党组织或小组）")
    SERVICE = "service", _("志愿服务队")
    CONTACTS = "contacts", _("通讯录或工作群")
    HONORS = "honors", _("公示、宣传名单")
    OTHER = "other", _("其他名单")


class InvitationState(models.TextChoices):
    """What a member answered."""

    ASKED = "asked", _("征求意见")
    AGREED = "agreed", _("同意列入")
    DECLINED = "declined", _("不愿意")
    WITHDRAWN = "withdrawn", _("已退出名单")


class SeedlingState(models.TextChoices):
    """What became of a proposal to train somebody (苗子提名)."""

    PROPOSED = "proposed", _("待支部研究")
    ACCEPTED = "accepted", _("支部同意培养")
    DECLINED = "declined", _("支部没有列入")
    OBJECTED = "objected", _("本人不同意，已退出")
    WITHDRAWN = "withdrawn", _("提名人已撤回")
    ENDED = "ended", _("培养已结束")


SEEDLINGS_OPEN = (SeedlingState.PROPOSED, SeedlingState.ACCEPTED)
