"""Which requests for correction somebody answers (待答复的更正申请): the secretary of the member's branch."""

from django.db.models import QuerySet

from runwu.core.scope import Capability, Scope
from runwu.members.models import CorrectionRequest
from runwu.members.selectors import known_to


def corrections(*, scope: Scope) -> QuerySet[CorrectionRequest]:
    """List the requests of members whose contacts somebody sees in clear: those of the own branch."""
    clear = scope.paths(Capability.SEE_MEMBER_CONTACTS, "member__path")
    found = CorrectionRequest.objects.filter(clear, known_to(scope, prefix="member__"))
    return found.select_related("member__person", "member__organization")
