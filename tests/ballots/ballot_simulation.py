"""Ballots held through services and pages, with all data an attacker could copy."""

import io
import logging
import os
import random
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from unittest import mock

from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from nacl.public import PublicKey, SealedBox

from awards.models import Outcome, Proposal, ProposalLine, ProposalQuota, QuotaShare
from ballots import ballot_box
from ballots.models import Ballot, SealedVote
from ballots.services import voting
from ballots.services.voting import cast_vote, seal_vote
from campaigns.models import Plan
from scoring.models import Ranking, RankingLine

from .. import cast
from .ballot_attack import CHOICES, Evidence
from .ballot_setup import BallotCase, ballot_case

QUESTIONS, VOTERS = 3, 15
logger = logging.getLogger("awards.simulation")


@dataclass
class Held:
    """A ballot that was held, with the true votes, known to the simulation only."""

    ballot: Ballot
    case: BallotCase
    truth: dict[int, tuple[str, ...]]
    links: dict[int, str] = field(default_factory=dict)
    order: list[int] = field(default_factory=list)
    codes: list[str] = field(default_factory=list)


# --- many proposals of one city, made row by row --------------------------------------------------


def case_of_a_city() -> BallotCase:
    city = cast.found_city("sx", "Sông Xanh")
    round_ = cast.launch_round(city, "song-xanh-2023")
    return ballot_case(round_, size=VOTERS, lines=QUESTIONS)


def another_proposal(case: BallotCase, number: int) -> Proposal:
    """A proposal with the lines of the first, in a new plan with a sealed ranking."""
    first = case.proposal
    plan = Plan.objects.get(pk=first.ranking.plan_id)
    plan.pk, plan.slug, plan.name = None, f"cuoc-{number}", f"Cuộc {number}"
    plan.save()
    now, secretary = timezone.now(), case.secretary
    ranking = Ranking.objects.create(
        plan=plan, number=1, sealed_at=now, sealed_by=secretary, checksum="0" * 64
    )
    proposal = Proposal.objects.create(
        ranking=ranking,
        drafted_at=now,
        drafted_for=secretary,
        closed_at=now,
        closed_by=secretary,
    )
    share = QuotaShare.objects.select_related("quota").get(quota__proposal=first)
    quota = ProposalQuota.objects.create(
        proposal=proposal,
        award_type_id=share.quota.award_type_id,
        rule_id=share.quota.rule_id,
        subject="individual",
        number=QUESTIONS,
        seats=QUESTIONS,
    )
    lines = RankingLine.objects.filter(proposal_lines__share=share)
    share.pk, share.quota = None, quota
    share.save()
    ProposalLine.objects.bulk_create(
        ProposalLine(
            proposal=proposal,
            share=share,
            ranking_line=line,
            outcome=Outcome.PROPOSED,
            eligible_place=place,
        )
        for place, line in enumerate(lines, 1)
    )
    return proposal


# --- a ballot -------------------------------------------------------------------------------------


def hold(
    case: BallotCase, chance: random.Random, *, by_http: bool, logs_votes: bool = False
) -> Held:
    """All members vote at random, in random order; rows are read after every vote.

    `logs_votes`: write each vote into the application's log.
    """
    ballot = case.open()
    seats = {seat.person.user_id: seat.pk for seat in ballot.seats.select_related("person")}
    questions = list(ballot.questions.order_by("position").values_list("pk", flat=True))
    weights = [chance.uniform(0.4, 0.8), chance.uniform(0.1, 0.4), 0.1]
    held = Held(ballot, case, {}, codes=case.codes)
    voters = case.members[:]
    chance.shuffle(voters)
    before = set()
    for user in voters:
        words = tuple(chance.choices(CHOICES, weights, k=QUESTIONS))
        seat = seats[user.pk]
        choices = dict(zip(questions, words, strict=True))
        send = _over_http if by_http else _by_service
        send(user, ballot, choices)
        logger.info("POST %s", reverse("ballots:ballot_vote", args=["x", ballot.pk]))
        if logs_votes:
            logger.info("vote of %s in %s: %s", user.username, ballot.pk, " ".join(words))
        held.truth[seat] = words
        held.order.append(seat)
        now = set(ballot.votes.values_list("receipt", flat=True))
        held.links[seat], before = (now - before).pop(), now
    case.close(ballot)
    return held


def _by_service(user, ballot: Ballot, choices: dict) -> None:
    envelope = seal_vote(actor=user, ballot=ballot, choices=choices)
    cast_vote(actor=user, ballot=ballot, envelope=envelope)


def _over_http(user, ballot: Ballot, choices: dict) -> None:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    address = reverse("ballots:ballot_vote", args=[ballot.proposal.ranking.plan.slug, ballot.pk])
    fields = {f"q{pk}": word for pk, word in choices.items()}
    page = client.post(address, {"buoc": "xem-lai", **fields})
    sent = client.post(address, {"buoc": "gui", "phieu": page.context["envelope"]})
    assert sent.context["receipt"]


# --- copies for the attacker -------------------------------------------------------------------


def copy_of_everything() -> dict[str, list[dict]]:
    """All tables with their system columns, and the last values of all sequences."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        tables = [name for (name,) in cursor.fetchall()]
        copy = {}
        for table in tables:
            hidden = "ctid::text, xmin::text, xmax::text, cmin::text"
            cursor.execute(f'SELECT {hidden}, t.* FROM "{table}" t')
            names = [column.name for column in cursor.description]
            copy[table] = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
        cursor.execute("SELECT sequencename, last_value FROM pg_sequences")
        copy["sequences"] = [{"name": name, "last": last} for name, last in cursor.fetchall()]
    return copy


@contextmanager
def all_logs() -> Iterator[list[str]]:
    """The application's log from DEBUG on, and PostgreSQL's writing statements."""
    text, path, caught = io.StringIO(), _postgres_log(), []
    start = path.stat().st_size if path else 0
    handler = logging.StreamHandler(text)
    names = ["", "django", "awards", "django.db.backends"]
    levels = {name: logging.getLogger(name).level for name in names}
    root = logging.getLogger()
    others, root.handlers = root.handlers, [handler]
    for name in names:
        logging.getLogger(name).setLevel(logging.DEBUG)
    logging.getLogger("django.db.backends").propagate = True
    _log_statements(path, "mod")
    try:
        yield caught
    finally:
        _log_statements(path, "none")
        root.handlers = others
        for name, level in levels.items():
            logging.getLogger(name).setLevel(level)
        caught.append(text.getvalue())
        if path:
            with path.open("rb") as log:
                log.seek(start)
                caught.append(log.read().decode(errors="replace"))


def _log_statements(path: Path | None, which: str) -> None:
    if path:
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('log_statement', %s, false)", [which])


def _postgres_log() -> Path | None:
    """The log of our own server; None where the server is another one."""
    path = Path(os.environ.get("THIDUA_VAR", "")) / "log" / "postgres.log"
    return path if path.is_file() else None


def evidence_of(held: Held, before: dict, after: dict, users: dict, log: str) -> Evidence:
    pk = held.ballot.pk
    seats = [row for row in before["ballots_ballotseat"] if row["ballot_id"] == pk]
    for seat in seats:
        seat["username"] = users[seat["person_id"]]
    return Evidence(
        seats=seats,
        votes=[row for row in before["ballots_sealedvote"] if row["ballot_id"] == pk],
        votes_after=[row for row in after["ballots_sealedvote"] if row["ballot_id"] == pk],
        links=held.links,
        order=held.order,
        log=log,
        truth=held.truth,
    )


def simulate(
    number: int, seed: int, *, counts: bool = True, logs_votes: bool = False
) -> tuple[list[Evidence], str]:
    """Hold `number` ballots, copy them, count them and copy them again.

    Every tenth ballot is held over HTTP. Returns the evidence, and the logs as one text.
    """
    chance = random.Random(seed)
    case = case_of_a_city()
    users = {user.person.pk: user.username for user in case.members}
    held = []
    with all_logs() as logs:
        for index in range(number):
            if index:
                case.proposal = another_proposal(case, index)
            held.append(hold(case, chance, by_http=index % 10 == 0, logs_votes=logs_votes))
        before = copy_of_everything()
        for one in held if counts else ():
            case.count(one.ballot, one.codes[:2])
        after = copy_of_everything() if counts else before
    text = "\n".join(logs)
    spoken = "\n".join(line for line in text.splitlines() if "vote of" in line or "uyvien" in line)
    return [evidence_of(one, before, after, users, spoken) for one in held], text


# --- weak ballots, to test the attack ---------------------------------------------


@contextmanager
def plain_votes_as_they_come() -> Iterator[None]:
    """Plain votes, each row written when it is cast, as in a naive implementation."""

    def seal(public_key, choices):
        return f"{' '.join(choices)} {random.random()}".encode()

    def mark_seat(ballot, seat):
        ballot.seats.filter(pk=seat.pk).update(has_voted=True)

    def append(ballot, votes):
        sealed, receipt = votes[-1]
        SealedVote.objects.create(ballot=ballot, sealed=sealed, receipt=receipt)

    with (
        mock.patch.object(ballot_box, "seal", seal),
        mock.patch.object(voting, "mark_as_voted", mark_seat),
        mock.patch.object(voting, "rewrite_votes", append),
    ):
        yield


@contextmanager
def sealed_votes_of_any_length() -> Iterator[None]:
    """Sealed votes whose length depends on the choices."""

    def seal(public_key, choices):
        return SealedBox(PublicKey(bytes.fromhex(public_key))).encrypt(" ".join(choices).encode())

    with mock.patch.object(ballot_box, "seal", seal):
        yield
