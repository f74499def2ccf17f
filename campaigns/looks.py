"""How pages show the states of entries without a registration."""

from core.states import Look, show_states

show_states(
    {
        "unregistered": Look("bad", "cross"),
        "not_yet_registered": Look("neutral", "minus"),
    }
)
