"""How pages show the states of lines, decisions and awards."""

from core.states import Look, show_states

show_states(
    {
        "asked": Look("waiting", "clock"),
        "confirmed": Look("good", "check"),
        "declined": Look("bad", "cross"),
        "upheld": Look("returned", "alert"),
        "not_upheld": Look("good", "check"),
        "held": Look("bad", "alert"),
        "concluded": Look("neutral", "check"),
        "in_force": Look("honour", "star"),
        "corrected": Look("returned", "pencil"),
        "revoked": Look("bad", "cross"),
        "waiting_answer": Look("waiting", "clock"),
        "overdue": Look("bad", "alert"),
        "decided": Look("good", "check"),
        "recovered": Look("good", "check"),
    }
)
