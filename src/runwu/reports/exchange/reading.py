"""Read an exchange package (读入交换包): verified by the key that is registered for the park, newest first, each once."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from runwu.accounts.models import User
from runwu.core import audit
from runwu.core.crypto import sm3_hex
from runwu.core.crypto.exchangekeys import signed_by
from runwu.core.errors import Conflict, UserError
from runwu.enterprises.models import Park
from runwu.reports.exchange.packages import Package, canonical, message_of, not_a_package, parsed
from runwu.reports.models import ExchangeKey, ReceivedFigures

_CLOCKS_APART = timedelta(minutes=10)


@transaction.atomic
def register_key(*, park: Park, key: str, document: str, official: str, by: User | None) -> ExchangeKey:
    """Register the public key of a park (登记公钥) by its document and by whom it was compared; the one before ends.

    Raises UserError for a key that is none, is in use, or without document or person.
    """
    Park.objects.select_for_update(no_key=True).get(pk=park.pk)
    today, public = timezone.localdate(), key.strip().lower()
    row = ExchangeKey(park=park, key=public, document=document.strip(), official=official.strip(), valid_from=today)
    row.recorded_by = by.public_id if by else None
    open_before = ExchangeKey.objects.filter(park=park, ended_at=None)
    open_before.update(ended_at=timezone.now())
    try:
        row.full_clean(exclude=["park", "recorded_by"])
    except ValidationError as error:
        raise UserError(
            "；".join(error.messages),
            rule=_("公钥是 64 位十六进制，一个公钥只登记给一个园区，并写明依据文号和核对人。"),
            now=_("请与园区核对 runwu keys init --exchange 打印的公钥，改正后再登记。"),
        ) from error
    row.save()
    audit.log(by, "reports.exchange.key_registered", row, place=park.public_id, key=public)
    return row


@transaction.atomic
def read_package(*, data: bytes, by: User | None) -> ReceivedFigures:
    """Read a package (读入). Raises UserError for another shape, a changed byte, an unknown key or another park,
    Conflict for one that was read already or is older than what is there."""
    package = parsed(data)
    key = ExchangeKey.objects.filter(key=package.key, ended_at=None).select_related("park").first()
    if key is None:
        raise UserError(
            _("交换包是用没有登记的公钥签名的，没有读入。"),
            rule=_("只读入登记过公钥的园区的交换包。"),
            now=_("请与园区核对公钥，用 runwu exchange register 登记后再读入。"),
        )
    if not signed_by(key.key, package.signature, message_of(package.body)):
        raise UserError(
            _("交换包的签名不对：内容在写出后被改动过，没有读入。"),
            rule=_("交换包写出后一个字节也不能改。"),
            now=_("请让园区重新写出并原样传来。"),
        )
    park = Park.objects.select_for_update(no_key=True).get(pk=key.park_id)
    if package.body["park"] != park.name:
        raise UserError(
            _("这份交换包写的不是%(park)s，签名却是它的，没有读入。") % {"park": park.name},
            rule=_("一个园区的公钥只签这个园区的交换包。"),
            now=_("请核对园区名称：两边的园区名称要一样。"),
        )
    if package.moment > timezone.now() + _CLOCKS_APART:
        raise not_a_package()
    _refuse_older(park, package)
    return _kept(park, key, package, by)


def _refuse_older(park: Park, package: Package) -> None:
    last = ReceivedFigures.objects.filter(park=park).order_by("-counted_at").first()
    if last is None or package.moment > last.counted_at:
        return
    same = last.digest == _digest(package)
    raise Conflict(
        _("这份交换包已经读入过。") if same else _("已经有这个园区更新的数据，没有读入旧的交换包。"),
        rule=_("每份交换包只读入一次，只往新的更新。"),
        now=_("不用再做什么；需要更新时请园区写出新的。"),
    )


def _kept(park: Park, key: ExchangeKey, package: Package, by: User | None) -> ReceivedFigures:
    row = ReceivedFigures.objects.create(
        park=park,
        key=key,
        day=package.day,
        counted_at=package.moment,
        version=package.body["version"][:40],
        parameters=package.body["parameters"][:64],
        figures=package.body["figures"],
        digest=_digest(package),
        received_by=by.public_id if by else None,
    )
    audit.log(by, "reports.exchange.read", row, place=park.public_id, day=row.day, digest=row.digest)
    return row


def _digest(package: Package) -> str:
    return sm3_hex(canonical(package.body).encode())
