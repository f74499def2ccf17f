"""Who asks for a page, and what may come back."""

# Roles. A group is a tuple of roles, so that groups can be added.
ANONYMOUS = "anonymous"
OWNER = ("delegate who owns it",)
OTHER = ("another delegate",)
HEAD = ("head of a board",)
OFFICE = ("secretary", "second secretary")
LEADER = ("leader",)
STRANGER = ("secretary of another city",)
OUTSIDER = ("award council member from outside",)
ADMINISTRATOR = ("administrator",)
DELEGATES = OWNER + OTHER + HEAD
OVERSEERS = OFFICE + LEADER
STAFF = OFFICE + STRANGER + ADMINISTRATOR
SIGNED_IN = DELEGATES + OVERSEERS + STRANGER + OUTSIDER + ADMINISTRATOR
ROLES = (ANONYMOUS, *SIGNED_IN)

# Answers
OK, FORBIDDEN, NOT_FOUND, NOT_BY_THIS_METHOD = 200, 403, 404, 405
SIGN_IN, MOVED = "302 to sign-in", "302 elsewhere"
# With these answers a POST changed nothing; with the others it may have.
REFUSALS = {FORBIDDEN, NOT_FOUND, NOT_BY_THIS_METHOD, SIGN_IN}

Expected = dict[str, int | str]


def only(*groups: tuple[str, ...], then: int | str = OK, others: int | str = NOT_FOUND) -> Expected:
    """`then` for these people, `others` for the rest; anonymous visitors are sent to sign in."""
    chosen = {role for group in groups for role in group}
    answers = {role: then if role in chosen else others for role in SIGNED_IN}
    return {ANONYMOUS: SIGN_IN, **answers}


def everyone(then: int | str) -> Expected:
    return only(SIGNED_IN, then=then)


def anybody(then: int | str) -> Expected:
    """The same answer for everyone, signed in or not."""
    return everyone(then) | {ANONYMOUS: then}


def desk(office: int | str, stranger: int | str, administrator: int | str) -> Expected:
    """Pages of the desk; whoever does not work there is sent to the sign-in."""
    return (
        dict.fromkeys(ROLES, SIGN_IN)
        | dict.fromkeys(OFFICE, office)
        | dict.fromkeys(STRANGER, stranger)
        | dict.fromkeys(ADMINISTRATOR, administrator)
    )


def whole_desk(then: int | str) -> Expected:
    return desk(then, then, then)


BY_GET_ONLY = everyone(NOT_BY_THIS_METHOD)
BY_POST_ONLY = everyone(NOT_BY_THIS_METHOD)
