"""Coverage: who looks after an enterprise, plans of joint branches, and their adoption."""

from runwu.coverage.models.adoptions import AdoptedGroup, AdoptedUnit, Adoption, MemberMove
from runwu.coverage.models.contacts import CoverageContact, MassOrganization
from runwu.coverage.models.pairs import FormationPair
from runwu.coverage.models.plans import FormationPlan, PlanAlternative

__all__ = [
    "AdoptedGroup",
    "AdoptedUnit",
    "Adoption",
    "CoverageContact",
    "FormationPair",
    "FormationPlan",
    "MassOrganization",
    "MemberMove",
    "PlanAlternative",
]
