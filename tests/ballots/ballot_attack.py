"""An attack on secret ballots: guess votes from copies of the database and logs.

The attacker knows the published totals, has complete copies of all tables with their system
columns (ctid, xmin, xmax, cmin) before and after the count, one more copy of the ballot's rows
after every single vote, and all logs. The votes of every other ballot are known to the attacker,
so that any correlation between a sealed vote and its choices can be learned.

Every method combines a pairing (which vote came with which seat) and a reader (which choices a
vote holds). The hits of a method are compared with guessing at random: seats in random order,
totals known (exact mean and variance of the number of hits). Over all methods together at most one
in a hundred secure ballots would be suspected.
"""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from math import log, sqrt
from statistics import NormalDist

CHOICES = ("yes", "no", "blank")
CONFIDENCE = 0.99


@dataclass
class Evidence:
    """All data about one ballot. `truth` serves for judging guesses and for learning."""

    seats: list[dict]
    votes: list[dict]  # before the count
    votes_after: list[dict]
    links: dict[int, str]  # seat -> receipt, from the copies after every vote
    order: list[int]  # seats as the access log shows them voting
    log: str
    truth: dict[int, tuple[str, ...]] = field(default_factory=dict)

    @property
    def voters(self) -> list[int]:
        return sorted(self.truth)

    def totals(self, question: int) -> Counter:
        return Counter(words[question] for words in self.truth.values())


Pairs = list[tuple[int, dict]]
Guess = dict[int, str]


@dataclass(frozen=True)
class Finding:
    """The result of one method: guesses, hits, and the hits expected at random."""

    method: str
    guesses: int
    hits: int
    expected: float
    deviation: float

    @property
    def z(self) -> float:
        return (self.hits - self.expected) / self.deviation if self.deviation else 0.0

    @property
    def most_gain(self) -> float:
        """Upper bound of its advantage over chance, in percentage points, at CONFIDENCE."""
        quantile = NormalDist().inv_cdf(CONFIDENCE)
        if not self.guesses:
            return 0.0
        return 100 * (self.hits - self.expected + quantile * self.deviation) / self.guesses


# --- which vote came with which seat --------------------------------------------------------------


def _place(row: dict) -> tuple[int, ...]:
    return tuple(int(n) for n in re.findall(r"\d+", row["ctid"]))


def _version(row: dict) -> tuple:
    return (int(row["xmin"]), int(row["cmin"]), _place(row))


def _voted(evidence: Evidence) -> list[dict]:
    return [seat for seat in evidence.seats if seat["id"] in evidence.truth]


def _zip(seats: Sequence[int], votes: Sequence[dict]) -> Pairs:
    return list(zip(seats, votes, strict=False))


def _by(seat_key, vote_key, *, after: bool = False) -> Callable[[Evidence], Pairs]:
    def pair(evidence: Evidence) -> Pairs:
        seats = [seat["id"] for seat in sorted(_voted(evidence), key=seat_key)]
        votes = evidence.votes_after if after else evidence.votes
        return _zip(seats, sorted(votes, key=vote_key))

    return pair


def _by_log(vote_key, *, after: bool = False) -> Callable[[Evidence], Pairs]:
    def pair(evidence: Evidence) -> Pairs:
        votes = evidence.votes_after if after else evidence.votes
        return _zip(evidence.order, sorted(votes, key=vote_key))

    return pair


def _by_copies(evidence: Evidence) -> Pairs:
    votes = {vote["receipt"]: vote for vote in evidence.votes}
    return [(seat, votes[receipt]) for seat, receipt in evidence.links.items() if receipt in votes]


PAIRINGS = {
    "row versions": _by(_version, _version),
    "places of rows": _by(_place, _place),
    "roll and places": _by(lambda s: s["position"], _place),
    "roll and keys": _by(lambda s: s["position"], lambda v: str(v["id"])),
    "roll and receipts": _by(lambda s: s["position"], lambda v: v["receipt"]),
    "access log and places": _by_log(_place),
    "access log and versions": _by_log(_version),
    "access log and keys": _by_log(lambda v: str(v["id"])),
    "after the count, versions": _by(_version, _version, after=True),
    "after the count, access log": _by_log(_version, after=True),
    "a copy after every vote": _by_copies,
}


# --- which choices a vote holds -------------------------------------------------------------------


def read_words(vote: dict, question: int, questions: int) -> str | None:
    """The choice as plain text in any column, if the words of all choices are there.

    All are required, because a word of two letters also occurs by chance.
    """
    for value in vote.values():
        text = bytes(value).decode(errors="ignore") if isinstance(value, memoryview | bytes) else ""
        words = re.findall(r"\b(yes|no|blank)\b", text)
        if len(words) >= questions:
            return words[question]
    return None


def _bits(vote: dict) -> str:
    raw = vote["receipt"].encode() + str(vote["id"]).encode() + bytes(vote["sealed"] or b"")
    return "".join(f"{byte:08b}" for byte in raw)


class Lengths:
    """Learns how often each choice has each length."""

    def learn(self, samples: list[tuple[dict, str]]) -> None:
        self.seen = Counter((len(bytes(v["sealed"] or b"")), c) for v, c in samples)
        self.all = Counter(choice for _, choice in samples)

    def scores(self, vote: dict) -> dict[str, float]:
        length = len(bytes(vote["sealed"] or b""))
        return {c: log((self.seen[length, c] + 0.5) / (self.all[c] + 1)) for c in CHOICES}


class Bits:
    """Learns how each bit of ciphertext, key and receipt correlates with each choice."""

    def learn(self, samples: list[tuple[dict, str]]) -> None:
        self.weights = {}
        for choice in CHOICES:
            rows = [_bits(vote) for vote, chosen in samples if chosen == choice]
            columns = zip(*rows, strict=False)  # votes of a weak box have different lengths
            shares = [(column.count("1") + 1) / (len(rows) + 2) for column in columns]
            self.weights[choice] = [(log(1 - share), log(share)) for share in shares]

    def scores(self, vote: dict) -> dict[str, float]:
        bits = [bit == "1" for bit in _bits(vote)]
        return {
            choice: sum(pair[bit] for pair, bit in zip(weights, bits, strict=False))
            for choice, weights in self.weights.items()
        }


def _share_out(scores: dict[int, dict[str, float]], totals: Counter) -> Guess:
    """Give the published number of yes to the seats most likely to have voted yes."""
    by_leaning = sorted(scores, key=lambda seat: scores[seat]["no"] - scores[seat]["yes"])
    words = [c for c in ("yes", "blank", "no") for _ in range(totals[c])]
    return dict(zip(by_leaning, words, strict=False))


# --- the attack -----------------------------------------------------------------------------------


def attack(ballots: list[Evidence], questions: int) -> list[Finding]:
    """Try every method on every ballot; the most successful first."""
    findings = [_majority(ballots, questions)]
    for name, pairing in PAIRINGS.items():
        pairs = [pairing(evidence) for evidence in ballots]
        findings.append(_read_all(f"{name}: words", ballots, pairs, questions))
        findings.append(_learned(f"{name}: lengths", Lengths, ballots, pairs, questions))
    pairs = [_by_copies(evidence) for evidence in ballots]
    findings.append(_learned("a copy after every vote: every bit", Bits, ballots, pairs, questions))
    pairs = [PAIRINGS["after the count, access log"](evidence) for evidence in ballots]
    findings.append(
        _learned("after the count, access log: every bit", Bits, ballots, pairs, questions)
    )
    findings.append(_from_logs(ballots, questions))
    return [findings[0], *sorted(findings[1:], key=lambda finding: -finding.z)]


def suspicious(findings: list[Finding], confidence: float = CONFIDENCE) -> list[Finding]:
    """Methods better than chance, at `confidence` over all methods together."""
    limit = NormalDist().inv_cdf(1 - (1 - confidence) / len(findings))
    return [finding for finding in findings if finding.z > limit]


def _majority(ballots: list[Evidence], questions: int) -> Finding:
    """The best guess from the totals only: everyone chose the most frequent choice."""
    guesses = [
        (e, q, dict.fromkeys(e.truth, e.totals(q).most_common(1)[0][0]))
        for e in ballots
        for q in range(questions)
    ]
    return _judge("published totals only", guesses)


def _read_all(method: str, ballots, pairs: list[Pairs], questions: int) -> Finding:
    guesses = []
    for evidence, pairing in zip(ballots, pairs, strict=True):
        for q in range(questions):
            read = {seat: read_words(vote, q, questions) for seat, vote in pairing}
            guesses.append((evidence, q, {s: w for s, w in read.items() if w}))
    return _judge(method, guesses)


def _learned(method: str, reader, ballots, pairs: list[Pairs], questions: int) -> Finding:
    """Learn on every other ballot and guess the rest, and vice versa."""
    guesses = []
    for half in (0, 1):
        known = [i for i in range(len(ballots)) if i % 2 == half]
        for q in range(questions):
            samples = [(vote, ballots[i].truth[seat][q]) for i in known for seat, vote in pairs[i]]
            if not samples:
                continue
            learner = reader()
            learner.learn(samples)
            for i in range(1 - half, len(ballots), 2):
                scores = {seat: learner.scores(vote) for seat, vote in pairs[i]}
                guesses.append((ballots[i], q, _share_out(scores, ballots[i].totals(q))))
    return _judge(method, guesses)


def _from_logs(ballots: list[Evidence], questions: int) -> Finding:
    """Guess from log lines that name a voter's account and choices."""
    guesses = []
    for evidence in ballots:
        read = {}
        for seat in _voted(evidence):
            who = rf"\b{seat['username']} in {seat['ballot_id']}\b"
            line = re.search(rf"{who}[^\n]*", evidence.log)
            words = re.findall(r"\b(yes|no|blank)\b", line[0]) if line else []
            if len(words) >= questions:
                read[seat["id"]] = words
        guesses += [(evidence, q, {s: w[q] for s, w in read.items()}) for q in range(questions)]
    return _judge("words in the logs", guesses)


def _judge(method: str, guesses: list[tuple[Evidence, int, Guess]]) -> Finding:
    """Count hits, and compute the mean and variance of guessing at random."""
    number = hits = 0
    expected = variance = 0.0
    for evidence, question, guess in guesses:
        number += len(guess)
        hits += sum(evidence.truth[seat][question] == word for seat, word in guess.items())
        mean, spread = _chance(Counter(guess.values()), evidence.totals(question))
        expected, variance = expected + mean, variance + spread
    return Finding(method, number, hits, expected, sqrt(variance))


def _chance(guessed: Counter, totals: Counter) -> tuple[float, float]:
    """Mean and variance of hits over all assignments of votes to seats (Hoeffding)."""
    n = sum(totals.values())
    none = n - sum(guessed.values())  # seats without a guess
    rows = {**guessed, None: none}
    mean = sum(guessed[c] * totals[c] for c in CHOICES) / n
    if n < 2:
        return mean, 0.0
    spread = 0.0
    for g, count in rows.items():
        row = (totals[g] if g else 0) / n
        for t, number in totals.items():
            column = guessed[t] / n
            spread += count * number * ((g == t) - row - column + mean / n) ** 2
    return mean, spread / (n - 1)


# --- in words -------------------------------------------------------------------------------------


def report(title: str, ballots: list[Evidence], findings: list[Finding]) -> str:
    """A table of all methods, and whether one of them is better than chance."""
    voters = sum(len(evidence.truth) for evidence in ballots)
    head = f"{title}: {len(ballots)} ballots, {voters} votes, {len(findings)} methods"
    lines = [head, f"  {'method':<46}{'guesses':>8}{'hits':>8}{'chance':>10}{'z':>7}"]
    for f in findings:
        if f.guesses:
            lines.append(f"  {f.method:<46}{f.guesses:>8}{f.hits:>8}{f.expected:>10.1f}{f.z:>7.2f}")
    without_guess = [f.method for f in findings if not f.guesses]
    if without_guess:
        lines.append(f"  nothing to read ({len(without_guess)}): {'; '.join(without_guess)}")
    caught = suspicious(findings)
    if caught:
        best = max(caught, key=lambda f: f.z)
        lines.append(
            f"  BROKEN: {len(caught)} methods beat chance; best “{best.method}” with "
            f"{100 * best.hits / best.guesses:.1f} % right"
        )
        return "\n".join(lines)
    methods = [f for f in findings[1:] if f.guesses]
    gain = max((f.most_gain for f in methods), default=0.0)
    rate = max((f.hits / f.guesses for f in methods), default=0.0)
    base = findings[0].hits / findings[0].guesses
    lines.append(
        f"  NO BETTER THAN CHANCE at {CONFIDENCE:.0%} confidence over all methods together. "
        f"Best method {rate:.1%} right; from the published totals only {base:.1%}. "
        f"No single method is more than {gain:.2f} points above chance at {CONFIDENCE:.0%}."
    )
    return "\n".join(lines)
