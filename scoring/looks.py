"""How pages show the states of post-checked sheets."""

from core.states import Look, show_states

show_states(
    {
        "unchecked": Look("neutral", "clock"),
        "right": Look("good", "check"),
        "wrong": Look("bad", "alert"),
    }
)
