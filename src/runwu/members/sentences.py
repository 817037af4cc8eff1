"""What the audit log says about members."""

from django.utils.translation import gettext_lazy as _

from runwu.core.audit import register_sentences

register_sentences({"members.contacts.opened": _("{actor} 打开了党员的手机和出生日期，事由已留存")})
