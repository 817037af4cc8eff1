"""Figures received from parks without a line (交换包): their registered keys, and what their packages told."""

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from runwu.core.models.base import PublicModel
from runwu.enterprises.models import Park


class ExchangeKey(PublicModel):
    """The public key with which a park without a line signs its packages, by which paper, compared by whom."""

    park = models.ForeignKey(Park, on_delete=models.PROTECT, related_name="exchange_keys")
    key = models.CharField(_("公钥"), max_length=64, validators=[RegexValidator(r"^[0-9a-f]{64}\Z")])
    document = models.CharField(_("依据文号"), max_length=100)
    official = models.CharField(_("核对人"), max_length=50)
    valid_from = models.DateField(_("登记日期"))
    ended_at = models.DateTimeField(null=True, blank=True)
    recorded_by = models.UUIDField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["key"],
                condition=models.Q(ended_at__isnull=True),
                name="exchangekey_one_park",
                violation_error_message=_("这个公钥已经登记给一个园区。"),
            ),
            models.UniqueConstraint(
                fields=["park"], condition=models.Q(ended_at__isnull=True), name="exchangekey_one_open"
            ),
        ]


class ReceivedFigures(PublicModel):
    """The figures of one park as one of its packages told them; never edited, no name and no withheld figure."""

    park = models.ForeignKey(Park, on_delete=models.PROTECT, related_name="received_figures")
    key = models.ForeignKey(ExchangeKey, on_delete=models.PROTECT, related_name="received")
    day = models.DateField(_("数据截至"))
    counted_at = models.DateTimeField()
    version = models.CharField(max_length=40)
    parameters = models.CharField(max_length=64)
    figures = models.JSONField()
    digest = models.CharField(max_length=64)
    received_at = models.DateTimeField(auto_now_add=True)
    received_by = models.UUIDField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["park", "counted_at"], name="receivedfigures_moment_once")]
