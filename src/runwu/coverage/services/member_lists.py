"""The list of members who go along, looked through by a person (随迁名单)."""

from collections.abc import Iterable
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from runwu.accounts.models import User
from runwu.core import audit
from runwu.core.errors import Conflict
from runwu.coverage.models import Adoption, MemberMove
from runwu.coverage.services.locks import locked_adoption


@transaction.atomic
def review_moves(*, adoption: Adoption, confirmed: Iterable[UUID], expected_version: int, by: User) -> Adoption:
    """Keep which members of the list somebody has checked (核对随迁名单); possible until the approval is recorded."""
    adoption = locked_adoption(adoption, expected_version)
    if not adoption.waits:
        raise Conflict(_("批复已经登记或上报已撤回，名单不能再改。"), now=_("请刷新页面，查看现在的状态。"))
    wanted = set(confirmed)
    moves = list(adoption.moves.select_related("member"))
    for move in moves:
        move.confirmed = move.member.public_id in wanted
    MemberMove.objects.bulk_update(moves, ["confirmed"])
    adoption.version += 1
    adoption.save(update_fields=["version"])
    audit.log(
        by, "coverage.adoption.moves_reviewed", adoption, place=adoption.plan.park.public_id,
        confirmed=sum(move.confirmed for move in moves), listed=len(moves),
    )  # fmt: skip
    return adoption
