"""Pairs of enterprises that plans keep together or apart: recorded with a reason, ended (同组与分开)."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from runwu.accounts.models import User
from runwu.core import audit
from runwu.core.errors import UserError
from runwu.coverage.choices import PairKind
from runwu.coverage.models import FormationPair
from runwu.enterprises.models import Enterprise


@transaction.atomic
def record_pair(
    *, first: Enterprise, second: Enterprise, kind: PairKind, reason: str, on: date, by: User
) -> FormationPair:
    """Record that two enterprises of one park belong together or apart (登记同组或分开).

    Raises UserError for one enterprise twice, two parks, or a pair that already has a requirement.
    """
    low, high = sorted((first, second), key=_by_key)
    if low.park_id != high.park_id:
        raise UserError(_("两家企业不在同一个园区。"), rule=_("联合党支部不跨园区。"), now=_("请另选同一园区的企业。"))
    pair = FormationPair(
        first=low, second=high, kind=kind, reason=reason.strip(), valid_from=on, recorded_by=by.public_id
    )
    try:
        pair.full_clean()
    except ValidationError as error:
        raise UserError("".join(error.messages), now=_("请核对两家企业和原有的要求。")) from error
    pair.save()
    audit.log(by, "coverage.pair.recorded", pair, place=low.park.public_id, kind=str(kind))
    return pair


def _by_key(enterprise: Enterprise) -> int:
    return enterprise.pk


@transaction.atomic
def end_pair(*, pair: FormationPair, on: date, by: User) -> None:
    """End a requirement from a day on (结束要求); one recorded on the same day never held and is removed."""
    pair = FormationPair.objects.select_for_update(of=("self",)).select_related("first__park").get(pk=pair.pk)
    audit.log(by, "coverage.pair.ended", pair, place=pair.first.park.public_id, kind=pair.kind)
    if pair.valid_from >= on:
        pair.delete()
        return
    pair.valid_to = on
    pair.save(update_fields=["valid_to"])
