"""How pages show the states of targets and of the steps from a ranking to an award."""

from core.states import Look, show_states

show_states(
    {
        "reached": Look("good", "check"),
        "on_the_way": Look("waiting", "clock"),
        "missed": Look("bad", "alert"),
        "step_done": Look("good", "check"),
        "step_now": Look("waiting", "play"),
        "step_stopped": Look("returned", "alert"),
        "step_not_yet": Look("neutral", "minus"),
    }
)
