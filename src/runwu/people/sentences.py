"""What the audit log says about persons."""

from django.utils.translation import gettext_lazy as _

from runwu.core.audit import register_sentences

register_sentences(
    {
        "people.skill.added": _("{actor} 登记了一项技能"),
        "people.skill.removed": _("{actor} 去掉了一项技能"),
    }
)
