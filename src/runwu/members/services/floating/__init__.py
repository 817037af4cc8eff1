"""What is done with floating periods: begun, ended, kept in touch with, softly landed, greeted by season."""

from runwu.members.services.floating.arriving import Guest, register_guest
from runwu.members.services.floating.mending import correct_stay, mends, take_back_stay
from runwu.members.services.floating.seasons import add_season, agree_link, end_link, end_season, note_greeting
from runwu.members.services.floating.stays import Stay, begin_stay, choose_counting, end_stay, note_contact
from runwu.members.services.floating.steps import finish_transfer_step, move_step

__all__ = [
    "Guest",
    "Stay",
    "add_season",
    "agree_link",
    "begin_stay",
    "choose_counting",
    "correct_stay",
    "end_link",
    "end_season",
    "end_stay",
    "finish_transfer_step",
    "mends",
    "move_step",
    "note_contact",
    "note_greeting",
    "register_guest",
    "take_back_stay",
]
