"""How dues are reckoned, paid and handed on: stable English codes, Chinese labels."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from runwu.rules.dues import FloatingProof, PayerClass, Way


class Payer(models.TextChoices):
    """The classes of payers (交纳类别), as `rules.dues.PayerClass` has them."""

    MONTHLY_WAGE = PayerClass.MONTHLY_WAGE.value, _("按月领取工资")
    ANNUAL_SALARY = PayerClass.ANNUAL_SALARY.value, _("年薪制")
    SELF_EMPLOYED = PayerClass.SELF_EMPLOYED.value, _("个体经营者等不按月取得收入")
    BUSINESS_OWNER = PayerClass.BUSINESS_OWNER.value, _("企业出资人")
    RETIRED = PayerClass.RETIRED.value, _("离退休")
    FARMER = PayerClass.FARMER.value, _("农民")
    STUDENT = PayerClass.STUDENT.value, _("学生")
    UNEMPLOYED = PayerClass.UNEMPLOYED.value, _("下岗失业")
    RELIEF = PayerClass.RELIEF.value, _("依靠抚恤救济生活")
    MINIMUM_LIVING = PayerClass.MINIMUM_LIVING.value, _("领取最低生活保障金")


class PaidBy(models.TextChoices):
    """Who brought the money (交款人); other ways are not accepted, see `rules.dues.may_collect`."""

    SELF = Way.PAID_IN_PERSON.value, _("本人")
    RELATIVE = Way.PAID_BY_RELATIVE.value, _("亲属代交")
    MEMBER = Way.PAID_BY_MEMBER.value, _("其他党员代交")


class Method(models.TextChoices):
    """How the money came (交款方式); nothing is charged or deducted online."""

    CASH = "cash", _("现金")
    TRANSFER = "transfer", _("转账")


class ReceiptKind(models.TextChoices):
    """What a receipt is for (收据种类)."""

    REGULAR = "regular", _("按月党费")
    EXTRA = "extra", _("自愿多交")
    REVERSAL = "reversal", _("冲销")


class Proof(models.TextChoices):
    """What shows a member to be a floating one (流动党员凭证); which of them count, `rules.dues.may_pay_at` says."""

    CARD = FloatingProof.CARD.value, _("流动党员活动证")
    ELECTRONIC = FloatingProof.ELECTRONIC.value, _("电子凭证")


class Direction(models.TextChoices):
    """The two lines that are kept apart (两条线)."""

    UP = "up", _("上缴")
    DOWN = "down", _("下拨")


class MonthState(models.TextChoices):
    """What is known about one member's dues of one month (交纳情况)."""

    PAID = "paid", _("已交")
    UNPAID = "unpaid", _("未交")
    ELSEWHERE = "elsewhere", _("在流入地交纳")
    EXEMPT = "exempt", _("免交")
    NOT_SET = "not_set", _("未核定")


class SettingStep(models.TextChoices):
    """What has to happen in a branch before the dues of everybody are set, and who does it (核定的下一步)."""

    NAME_OFFICER = "name_officer", _("没有党费管理员：请安全管理员先授予本支部的党费管理员")
    MAKE_TABLE = "make_table", _("由本支部党费管理员编制本年核定表，登记批准")
    APPROVE_TABLE = "approve_table", _("核定表编制中：由本支部党费管理员登记批准")
    SUPPLEMENT = "supplement", _("核定表没有列入：由本支部党费管理员编补充核定表")


class ClearState(models.TextChoices):
    """What somebody above the branch is told of one month: neither amount nor reduction (交纳情况)."""

    CLEAR = "clear", _("已交清")
    OPEN = "open", _("未交")
    NOT_SET = "not_set", _("未核定")
