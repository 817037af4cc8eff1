"""The three sizes of a primary organization (基层组织的三级)."""

from __future__ import annotations

from runwu.rules.codes import Code
from runwu.rules.verdict import Reason, Verdict, unknown


class OrganizationLevel(Code):
    """The three sizes of a primary organization (基层组织的三级)."""

    BRANCH = "branch"
    GENERAL_BRANCH = "general_branch"
    PRIMARY_COMMITTEE = "primary_committee"


def members_unknown(title: str, reason: Reason) -> Verdict:
    """Answer that nobody has said how many members there are."""
    return unknown(title, happened="党员人数没有人填过；未知不等于没有", reasons=[reason], now=["核实一次党员人数"])
