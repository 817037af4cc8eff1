"""What a new password must not be (密码要求), each said in our own words: what happened, the rule, what to do now."""

from django.contrib.auth import password_validation as django
from django.utils.translation import gettext as _


class LongEnough(django.MinimumLengthValidator):
    """Not too short."""

    def get_error_message(self) -> str:
        """Say how long it has to be."""
        words = _("新密码太短，没有保存。密码不少于 %(n)d 位。请换一个长一点的，例如几个不相关的词连起来。")
        return words % {"n": self.min_length}


class NotCommon(django.CommonPasswordValidator):
    """None of those that are tried first."""

    def get_error_message(self) -> str:
        """Say that it is too common."""
        return _("新密码太常见，没有保存。容易被猜中的密码不能用。请换一个别人想不到的。")


class NotOnlyDigits(django.NumericPasswordValidator):
    """Not a number."""

    def get_error_message(self) -> str:
        """Say that digits are not enough."""
        return _("新密码全是数字，没有保存。密码不能只有数字。请加上字母或者其他字符。")


class UnlikeTheAccount(django.UserAttributeSimilarityValidator):
    """Neither the user name nor the name shown."""

    def __init__(self) -> None:
        super().__init__(user_attributes=("username", "display_name"))

    def get_error_message(self) -> str:
        """Say what it is too much like; Django fills in the name of the field."""
        return _("新密码和“%(verbose_name)s”太像，没有保存。密码不能从用户名或姓名猜出来。请换一个。")
