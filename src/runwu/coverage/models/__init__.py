"""Coverage: who looks after an enterprise, plans of joint branches, and their adoption."""

from runwu.coverage.models.adoptions import AdoptedGroup, AdoptedUnit, Adoption, MemberMove
from runwu.coverage.models.contact_plans import ContactPlan, ContactProfile, EnterpriseLanguage
from runwu.coverage.models.contacts import CoverageContact, MassOrganization
from runwu.coverage.models.duties import DutyEntry, DutyHolder, FallbackDuty
from runwu.coverage.models.edits import PlanEdit
from runwu.coverage.models.pairs import FormationPair
from runwu.coverage.models.plans import FormationPlan, PlanAlternative
from runwu.coverage.models.reviews import AdoptionReview
from runwu.coverage.models.surveys import Survey, SurveyItem
from runwu.coverage.models.tallies import ParkTally
from runwu.coverage.models.visits import Visit

__all__ = [
    "AdoptedGroup",
    "AdoptedUnit",
    "Adoption",
    "AdoptionReview",
    "ContactPlan",
    "ContactProfile",
    "CoverageContact",
    "DutyEntry",
    "DutyHolder",
    "EnterpriseLanguage",
    "FallbackDuty",
    "FormationPair",
    "FormationPlan",
    "MassOrganization",
    "MemberMove",
    "ParkTally",
    "PlanAlternative",
    "PlanEdit",
    "Survey",
    "SurveyItem",
    "Visit",
]
