"""Finding achievement reports that copy from each other.

Runs of words (shingles) of the written text are compared. Headings, the candidate, figures and
earlier awards are similar in every report and left out, and so are phrases of most reports.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations

SHINGLE_WORDS = 5
# Share of the shorter report's shingles from which a pair is shown.
SIMILAR_FROM_PERCENT = 50
# Reports with fewer shingles are not compared.
FEWEST_SHINGLES = 12
# A shingle in more reports than both limits is a common phrase.
PHRASE_REPORTS, PHRASE_PERCENT = 10, 30
PASSAGES_SHOWN = 3

_PART = re.compile(r"^[IVX]+\.\s", re.IGNORECASE)
_HEADING = re.compile(r"^\d+\.\s")
_FIGURE = re.compile(r"^- .*điểm\.")
_MORE = re.compile(r"^\+ và \d+ hoạt động khác")
_DATE = re.compile(r"\d{1,2}/\d{1,2}/\d{4}")
_WORD = re.compile(r"\w+")
_SECOND = re.compile(r"^II\.\s")

Shingle = tuple[str, ...]


@dataclass(frozen=True)
class Pair:
    """Two reports, the share of the shorter one found in the other, and common passages."""

    one: int
    other: int
    percent: int
    passages: list[str]


def own_words(text: str) -> list[list[str]]:
    """The words of each written paragraph; all paragraphs in a text without parts."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    has_parts = any(_SECOND.match(line) for line in lines)
    is_inside, paragraphs = not has_parts, []
    for line in lines:
        if has_parts and _PART.match(line):
            is_inside = bool(_SECOND.match(line))
        elif is_inside and not (_HEADING.match(line) or _FIGURE.match(line) or _MORE.match(line)):
            paragraphs.append(_WORD.findall(_DATE.sub("", line)))
    return paragraphs


def _shingles(paragraphs: Iterable[list[str]]) -> set[Shingle]:
    return {
        tuple(word.lower() for word in words[at : at + SHINGLE_WORDS])
        for words in paragraphs
        for at in range(len(words) - SHINGLE_WORDS + 1)
    }


def similar_pairs(texts: Mapping[int, str]) -> list[Pair]:
    """Pairs of `texts` from SIMILAR_FROM_PERCENT on, the most similar first."""
    paragraphs = {key: own_words(text) for key, text in texts.items()}
    shingles = {key: _shingles(words) for key, words in paragraphs.items()}
    holders = defaultdict(list)
    for key, own in shingles.items():
        for shingle in own:
            holders[shingle].append(key)
    # Shingles in so many reports are common phrases.
    most = max(PHRASE_REPORTS, len(texts) * PHRASE_PERCENT // 100)
    phrases = {shingle for shingle, keys in holders.items() if len(keys) > most}
    sizes = {key: len(own - phrases) for key, own in shingles.items()}
    common: Counter[tuple[int, int]] = Counter()
    for shingle, keys in holders.items():
        if len(keys) > 1 and shingle not in phrases:
            common.update(combinations(keys, 2))
    pairs = []
    for (one, other), number in common.items():
        smaller = min(sizes[one], sizes[other])
        if smaller < FEWEST_SHINGLES or number * 100 < SIMILAR_FROM_PERCENT * smaller:
            continue
        shared = (shingles[one] & shingles[other]) - phrases
        passages = _passages(paragraphs[one], shared)
        pairs.append(Pair(one, other, number * 100 // smaller, passages))
    return sorted(pairs, key=lambda pair: (-pair.percent, pair.one, pair.other))


def _passages(paragraphs: Iterable[list[str]], shared: set[Shingle]) -> list[str]:
    """The longest passages covered by shared shingles."""
    passages = []
    for words in paragraphs:
        covered = [False] * len(words)
        for at in range(len(words) - SHINGLE_WORDS + 1):
            run = tuple(word.lower() for word in words[at : at + SHINGLE_WORDS])
            if run in shared:
                covered[at : at + SHINGLE_WORDS] = [True] * SHINGLE_WORDS
        passages += _covered_passages(words, covered)
    return sorted(dict.fromkeys(passages), key=len, reverse=True)[:PASSAGES_SHOWN]


def _covered_passages(words: list[str], covered: list[bool]) -> list[str]:
    passages, run = [], []
    for word, is_covered in zip([*words, ""], [*covered, False], strict=True):
        if is_covered:
            run.append(word)
        elif run:
            passages.append(" ".join(run))
            run = []
    return passages
