"""Members (党员): register, dated affiliations, floating periods, transfers and restriction."""

from runwu.members.models.affiliations import Affiliation
from runwu.members.models.check_ins import DualCheckIn
from runwu.members.models.corrections import CorrectionRequest
from runwu.members.models.deletions import DeletionRequest
from runwu.members.models.disclosures import Disclosure, Provision
from runwu.members.models.floating import FloatingStay, LandingStep
from runwu.members.models.groups import GroupMembership
from runwu.members.models.lists import ListInvitation, VoluntaryList
from runwu.members.models.members import PartyMember
from runwu.members.models.merges import MemberMerge, MergeProposal
from runwu.members.models.reconciliations import Discrepancy, Reconciliation
from runwu.members.models.restriction import RestrictionContact
from runwu.members.models.seasons import Season
from runwu.members.models.seedlings import Seedling
from runwu.members.models.standing import StandingDecision
from runwu.members.models.transfers import Transfer, TransferLetter, TransferStep
from runwu.members.models.wishes import RestrictionWish

__all__ = [
    "Affiliation",
    "CorrectionRequest",
    "DeletionRequest",
    "Disclosure",
    "Discrepancy",
    "DualCheckIn",
    "FloatingStay",
    "GroupMembership",
    "LandingStep",
    "ListInvitation",
    "MemberMerge",
    "MergeProposal",
    "PartyMember",
    "Provision",
    "Reconciliation",
    "RestrictionContact",
    "RestrictionWish",
    "Season",
    "Seedling",
    "StandingDecision",
    "Transfer",
    "TransferLetter",
    "TransferStep",
    "VoluntaryList",
]
