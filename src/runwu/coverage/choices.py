"""States of plans and adoptions, and the ways of work coverage."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ContactKind(models.TextChoices):
    INSTRUCTOR = "instructor", _("党建指导员")
    LIAISON = "liaison", _("企业联络员")


class MassKind(models.TextChoices):
    UNION = "union", _("工会")
    YOUTH_LEAGUE = "youth_league", _("共青团")
    WOMEN = "women", _("妇联")


class Profile(models.TextChoices):
    """What a plan looks for first."""

    NEAR = "near", _("近便")
    CHAIN = "chain", _("同链")
    STABLE = "stable", _("稳定")


class PlanState(models.TextChoices):
    QUEUED = "queued", _("待测算")
    COMPUTING = "computing", _("测算中")
    READY = "ready", _("待审阅")
    ADOPTED = "adopted", _("已采纳并上报")
    FAILED = "failed", _("测算未完成")
    DISCARDED = "discarded", _("已放弃")


UNFINISHED = (PlanState.QUEUED, PlanState.COMPUTING)
"""A plan that something computes, or ought to."""


class EditKind(models.TextChoices):
    """What a person did to a plan."""

    MOVED = "moved", _("调整分组")
    CAUGHT = "caught", _("暂由大党委兜底")
    FREED = "freed", _("取消人工安排")
    LOCKED = "locked", _("锁定一组")
    UNLOCKED = "unlocked", _("解锁一组")
    TOGETHER = "together", _("要求同组")
    APART = "apart", _("要求分开")
    UNPAIRED = "unpaired", _("取消同组或分开")
    LEFT_OUT = "left_out", _("本次不列入")
    TAKEN_BACK = "taken_back", _("重新列入")
    SOLVED = "solved", _("重算其余各组")


class EditState(models.TextChoices):
    STANDING = "standing", _("有效")
    UNDONE = "undone", _("已撤回")
    REPLACED = "replaced", _("撤回后另作调整")


class AdoptionState(models.TextChoices):
    PENDING = "pending", _("待批复")
    IN_FORCE = "in_force", _("已批复")
    DECLINED = "declined", _("未获批准")
    WITHDRAWN = "withdrawn", _("已撤回")


class ReviewOutcome(models.TextChoices):
    """What a yearly review of a plan in force came to (年度复核)."""

    KEPT = "kept", _("维持现有安排")
    RENEW = "renew", _("需要重新测算")


class PairKind(models.TextChoices):
    """What a pair of enterprises asks of every plan."""

    TOGETHER = "together", _("须在同一支部")
    APART = "apart", _("不在同一支部")


class EntryKind(models.TextChoices):
    """What an entry at an enterprise is about."""

    VISIT = "visit", _("走访")
    ACTIVITY = "activity", _("季度活动")


class Finding(models.TextChoices):
    """What a visit found; who meets nobody has learned nothing."""

    OPERATING = "operating", _("在经营")
    NOT_OPERATING = "not_operating", _("未经营")
    NOT_FOUND = "not_found", _("查无此企业")
    NOBODY = "nobody", _("没遇到人")


class DutySource(models.TextChoices):
    """The facts that a fallback duty may follow from, so that nobody enters it again."""

    BRANCH = "branch", _("企业的党支部（单独或联合）")
    CATCH_ALL = "catch_all", _("大党委兜底")
    INSTRUCTOR = "instructor", _("在任的党建指导员")
    LIAISON = "liaison", _("在任的企业联络员")
    MASS = "mass", _("企业的群团组织")


class DutyAct(models.TextChoices):
    """What an entry about fallback duties does."""

    HAND_OVER = "hand_over", _("登记或交接")
    END = "end", _("结束")


class Language(models.TextChoices):
    """Languages that somebody works in beside Chinese."""

    ENGLISH = "en", _("英语")
    JAPANESE = "ja", _("日语")
    KOREAN = "ko", _("韩语")
    RUSSIAN = "ru", _("俄语")
    FRENCH = "fr", _("法语")
    GERMAN = "de", _("德语")
    SPANISH = "es", _("西班牙语")
    ARABIC = "ar", _("阿拉伯语")
    VIETNAMESE = "vi", _("越南语")
    THAI = "th", _("泰语")
