"""What the audit log says about members."""

from django.utils.translation import gettext_lazy as _

from runwu.core.audit import register_sentences

register_sentences(
    {
        "members.contacts.opened": _("{actor} 打开了党员的手机和出生日期，事由已留存"),
        "members.restricted.imported": _("{actor} 导入了一名限组织内知悉的党员，待本人确认"),
        "members.restricted.import_held": _("{actor} 导入的名册里有限组织内知悉的党员，没有写入"),
        "members.member.import_held": _("{actor} 导入的名册里有组织关系在别处的党员，没有写入"),
    }
)
