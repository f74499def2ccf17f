"""What people are told on the way to an honour."""

from .ballots import (
    settle_key_call,
    settle_second_typist,
    tell_keepers,
    tell_second_typist,
    tell_voters,
    withdraw_calls,
)
from .decisions import tell_awarded, tell_ended, tell_office
from .proposals import (
    settle_change,
    tell_change_asked,
    tell_hold_placed,
    tell_list_posted,
    tell_objection,
    tell_objection_answered,
)

__all__ = [
    "settle_change",
    "settle_key_call",
    "settle_second_typist",
    "tell_awarded",
    "tell_change_asked",
    "tell_ended",
    "tell_hold_placed",
    "tell_keepers",
    "tell_list_posted",
    "tell_objection",
    "tell_objection_answered",
    "tell_office",
    "tell_second_typist",
    "tell_voters",
    "withdraw_calls",
]
