"""How pages show the states of the work that a notice asks for."""

from core.states import Look, show_states

show_states(
    {
        "task_done": Look("good", "check"),
        "task_lapsed": Look("neutral", "clock"),
    }
)
