"""What is done with organisations: set up, placed, moved, dissolved, merged, split, upgraded; their posts."""

from runwu.organizations.services.founding import check_founding, found_by_merging, founding_handovers
from runwu.organizations.services.moves import check_move, move, refuse_ended
from runwu.organizations.services.moving import check_moving, move_by_approval
from runwu.organizations.services.newcomers import lock_for_newcomers
from runwu.organizations.services.post_checks import PostEntry, PostsBeside, ask_rules, check_post
from runwu.organizations.services.posts import (
    correct_post,
    end_post,
    may_withdraw,
    record_post,
    shown_post,
    withdraw_post,
)
from runwu.organizations.services.refusals import not_undoable
from runwu.organizations.services.renaming import check_rename, rename
from runwu.organizations.services.restructuring import (
    Paper,
    above,
    check_empty,
    check_ending,
    close,
    dissolve,
    handover_of,
    merge,
)
from runwu.organizations.services.setting_up import check_set_up, coming, set_up
from runwu.organizations.services.setting_up_rules import Foundation
from runwu.organizations.services.splitting import (
    Part,
    check_parts,
    check_upgrade,
    handovers_of,
    may_become,
    split,
    upgrade,
)
from runwu.organizations.services.taking_back import take_back
from runwu.organizations.services.terms import refuse_outside
from runwu.organizations.services.tree import establish, place_all

__all__ = [
    "Foundation",
    "Paper",
    "Part",
    "PostEntry",
    "PostsBeside",
    "above",
    "ask_rules",
    "check_empty",
    "check_ending",
    "check_founding",
    "check_move",
    "check_moving",
    "check_parts",
    "check_post",
    "check_rename",
    "check_set_up",
    "check_upgrade",
    "close",
    "coming",
    "correct_post",
    "dissolve",
    "end_post",
    "establish",
    "found_by_merging",
    "founding_handovers",
    "handover_of",
    "handovers_of",
    "lock_for_newcomers",
    "may_become",
    "may_withdraw",
    "merge",
    "move",
    "move_by_approval",
    "not_undoable",
    "place_all",
    "record_post",
    "refuse_ended",
    "refuse_outside",
    "rename",
    "set_up",
    "shown_post",
    "split",
    "take_back",
    "upgrade",
    "withdraw_post",
]
