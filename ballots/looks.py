"""How pages show the states of ballots; `Ballot.sign` names the first five."""

from core.states import Look, show_states

show_states(
    {
        "prepared": Look("neutral", "pencil"),
        "voting": Look("waiting", "play"),
        "to_count": Look("returned", "lock"),
        "counted": Look("good", "check"),
        "annulled": Look("bad", "cross"),
        "passed": Look("good", "check"),
        "not_passed": Look("bad", "cross"),
    }
)
