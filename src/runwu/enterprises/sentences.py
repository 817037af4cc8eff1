"""What the audit log says about enterprises."""

from django.utils.translation import gettext_lazy as _

from runwu.core.audit import register_sentences

register_sentences(
    {
        "enterprises.fact.corrected": _("{actor} 更正了企业的事实"),
        "enterprises.park.added": _("{actor} 建立了园区"),
    }
)
