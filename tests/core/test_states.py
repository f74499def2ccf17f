"""States as enums that know how they are shown."""

import pytest

from core.states import Look, StateChoices, look_of, show_states
from evidence.models import ReportState


def test_a_state_is_its_value_with_a_look_and_a_label():
    state = ReportState("sent")
    assert (state, state.look, state.label) == ("sent", Look("waiting", "send"), "Đã gửi")
    assert look_of("sent") == state.look
    assert ReportState.choices[0] == ("sent", "Đã gửi")


def test_one_state_has_one_look():
    show_states({"sent": Look("waiting", "send")})
    with pytest.raises(ValueError, match="sent"):
        show_states({"sent": Look("good", "check")})
    with pytest.raises(ValueError, match="sent"):

        class Other(StateChoices):
            SENT = "sent", Look("bad", "cross"), "Đã gửi"
