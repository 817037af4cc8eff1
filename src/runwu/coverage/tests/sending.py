"""Steps that several tests start from: adopt everything checked, record the approval."""

from datetime import date

from runwu.coverage.choices import Profile
from runwu.coverage.models import Adoption, FormationPlan
from runwu.coverage.services.adoptions import adopt
from runwu.coverage.services.approvals import Applied, record_approval
from runwu.coverage.services.drafts import draft_adoption
from runwu.coverage.tests.park import DAY, PlanPark


def sent_up(office: PlanPark, plan: FormationPlan) -> Adoption:
    """Adopt the first alternative with every move checked."""
    moves = draft_adoption(plan=plan, profile=Profile.NEAR, on=DAY).moves
    return adopt(
        plan=plan,
        profile=Profile.NEAR,
        expected_version=0,
        on=DAY,
        by=office.officer,
        confirmed=[move.member.public_id for move in moves],
    )


def approve(
    office: PlanPark, adoption: Adoption, *, issued_on: date = DAY, on: date = DAY, number: str = "示例委〔2026〕1号"
) -> Applied:
    """Record the approval."""
    return record_approval(
        adoption=adoption,
        number=number,
        issued_on=issued_on,
        authority="中共示例市委",
        expected_version=adoption.version,
        on=on,
        by=office.officer,
    )
