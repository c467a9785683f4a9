"""Which of what was found stands first; the same on every engine, so reckoned here.

The more often a word stands in a text, the shorter the text, and above all in its title, the
better (BM25). Of the ways in which a word may be understood the best one counts, and a little
more when several fit: then it stands there as it was typed. Where any of the words will do, those
that few of the candidates have count for more.
"""

import math
from collections.abc import Collection, Sequence
from typing import NamedTuple

from search.backends.matching import All, Key, Prefix, Some, TitleKey, Without, keys_of

# How fast a word that is repeated stops counting, and how much a long text is held against it.
SATURATION = 1.2
LENGTH_SHARE = 0.75
# What a word in a title of usual length is worth, twice over; one in a text is worth 2.2 at most.
TITLE_WORTH = 6.0
# What it adds when all keys of a word are there.
ALL_KEYS_WORTH = 0.5


class Candidate(NamedTuple):
    """An entry to be ranked: its keys as texts, perhaps cut off at the end."""

    id: int
    is_over: bool
    title: str
    body: str


def ranked(
    candidates: Collection[Candidate], parts: Sequence, worth: Sequence[tuple[object, int]] = ()
) -> list[tuple[int, float]]:
    """Return primary keys with their scores, the best first; what has passed comes last.

    ``parts``: what was wanted of each word (``matching``). The sum of the numbers of those matches in
    ``worth`` that fit goes before all else. Of equals the newer one, by its number, is first.
    """
    scored = [
        (candidate.is_over, sum_of_worth, score, candidate.id)
        for candidate, sum_of_worth, score in _scored(list(candidates), parts, worth)
    ]
    scored.sort(key=lambda row: (row[0], -row[1], -row[2], -row[3]))
    return [(number, score) for _, _, score, number in scored]


def _scored(candidates, parts, worth):
    matches = [*parts, *(match for match, _ in worth)]
    scale = _Scale(candidates, matches)
    rows = [scale.scores(candidate) for candidate in candidates]
    rarity = [_rarity(len(rows), sum(1 for row in rows if row[i])) for i in range(len(parts))]
    for candidate, row in zip(candidates, rows, strict=True):
        fits = row[len(parts) :]
        sum_of_worth = sum(weight for (_, weight), fit in zip(worth, fits, strict=True) if fit)
        score = sum(part * rare for part, rare in zip(row, rarity, strict=False))
        yield candidate, sum_of_worth, score


def _rarity(number, having):
    return 1 + math.log(number / having) if having else 1.0


class _Scale:
    """Scores against the average lengths of the candidates, in letters."""

    def __init__(self, candidates, parts):
        number = max(len(candidates), 1)
        self.parts = parts
        self.words = {key: f" {key} " for key in set().union(*map(keys_of, parts))}
        titles = [len(candidate.title) + 2 for candidate in candidates if candidate.title]
        self.title = sum(titles) / max(len(titles), 1) or 1
        self.body = sum(len(candidate.body) + 2 for candidate in candidates) / number

    def scores(self, candidate):
        title, body = f" {candidate.title} ", f" {candidate.body} "
        slack = SATURATION * (1 - LENGTH_SHARE + LENGTH_SHARE * len(body) / self.body)
        title_slack = SATURATION * (1 - LENGTH_SHARE + LENGTH_SHARE * len(title) / self.title)
        scores = {}
        for key, word in self.words.items():
            in_body, in_title = body.count(word), title.count(word)
            scores[key] = (1 + SATURATION) * in_body / (
                in_body + slack
            ) + TITLE_WORTH * in_title / (in_title + title_slack)
        return [_score(part, scores) for part in self.parts]


def _score(match, scores):
    match match:
        case Key(text) | TitleKey(text) | Prefix(text):
            return scores[text]
        case Some(parts):
            there = [score for part in parts if (score := _score(part, scores))]
            if not there:
                return 0.0
            return max(there) * (1 + ALL_KEYS_WORTH * len(there) / len(parts))
        case All(parts):
            all_scores = [_score(part, scores) for part in parts]
            return sum(all_scores) / len(all_scores) if all(all_scores) else 0.0
        case Without(wanted, _):
            return _score(wanted, scores)
    return 0.0


def ranked_completions(rows: Collection[tuple[int, str]], match) -> list[tuple[int, float]]:
    """Return primary keys with scores: what begins with what was typed first, then short names.

    ``rows``: primary keys with their folded words.
    """
    beginnings = tuple(keys_of(match))
    scored = []
    for number, text in rows:
        found = text.split()
        place = next((i for i, word in enumerate(found) if word.startswith(beginnings)), len(found))
        scored.append((number, 1 / (1 + place) + 1 / (2 + len(found))))
    return sorted(scored, key=lambda row: (-row[1], -row[0]))
