"""What the audit log says about duties."""

from django.utils.translation import gettext_lazy as _

from runwu.core.audit import register_sentences

register_sentences(
    {
        "workbench.duty.decided": _("{actor} 对一件待办作了决定（{decision}）"),
        "workbench.duty.reopened": _("{actor} 撤回了对一件待办的决定"),
    }
)
