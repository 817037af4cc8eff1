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
    DUE = "due", _("待转接")
    DONE = "done", _("已接收")
    WITHDRAWN = "withdrawn", _("已撤回")


class Counting(models.TextChoices):
    """Where a floating member chose to count towards “three full members”."""

    HOME = "home", _("计入流出地")
    HOST = "host", _("计入流入地")
