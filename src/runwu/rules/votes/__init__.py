"""Majorities, quorums and ballots (表决与选举): one place for all three bases."""

from runwu.rules.votes.ballots import ElectionCount, ElectionResult, ballot_counts, election_result
from runwu.rules.votes.candidates import candidates_needed, electing_body, standing_candidates
from runwu.rules.votes.congress import congress_size
from runwu.rules.votes.electorate import Electorate, Suspension, Voter, electorate, has_voting_right
from runwu.rules.votes.leave_out import LeaveOut, LeaveOutGround, may_be_left_out
from runwu.rules.votes.manner import voting_manner
from runwu.rules.votes.matters import Matter, VoteCount, matter_passes
from runwu.rules.votes.quorum import election_quorum

__all__ = [
    "ElectionCount",
    "ElectionResult",
    "Electorate",
    "LeaveOut",
    "LeaveOutGround",
    "Matter",
    "Suspension",
    "VoteCount",
    "Voter",
    "ballot_counts",
    "candidates_needed",
    "congress_size",
    "electing_body",
    "election_quorum",
    "election_result",
    "electorate",
    "has_voting_right",
    "matter_passes",
    "may_be_left_out",
    "standing_candidates",
    "voting_manner",
]
