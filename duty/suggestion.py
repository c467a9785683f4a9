"""A year for the partners to agree upon: a rotation in which everybody has about as many months.

Nobody gets a month marked as impossible; where nobody can, the month stays empty. Nobody has two
months in a row as long as that can be avoided, even where somebody else has had more. Otherwise the
turn is on whoever had the fewest months, of these on whoever has waited longest.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date


def suggest_year(
    months: Iterable[date],
    partners: Sequence[int],
    counts: Mapping[int, int],
    impossible: Mapping[int, Collection[date]],
    before: int | None,
    *,
    kept: Mapping[date, int | None] | None = None,
) -> dict[date, int | None]:
    """Give each of ``months`` to a partner; ``None`` marks a gap.

    :param partners: in the order of their turns
    :param counts: how many months a partner had before
    :param impossible: the months that a partner cannot take
    :param before: the partner of the month before the first
    :param kept: which of the months already have a partner and keep it
    """
    months = sorted(months)
    kept = {month: partner for month, partner in (kept or {}).items() if partner is not None}
    choices = [_who_can(month, partners, impossible, kept) for month in months]
    repeats = _fewest_repeats(choices)
    load = Counter(counts)
    load.update(partner for month, partner in kept.items() if month in months)
    turns = {partner: (-1, place) for place, partner in enumerate(partners)}
    year: dict[date, int | None] = {}
    previous = before
    for number, month in enumerate(months):
        chosen = min(
            choices[number],
            key=lambda partner: (
                repeats[number][partner] + _is_repeat(previous, partner),
                load[partner],
                turns.get(partner, (-1, 0)),
            ),
        )
        if month not in kept:
            load[chosen] += 1
        turns[chosen] = (number, 0)
        year[month] = previous = chosen
    return year


def _who_can(month, partners, impossible, kept) -> list[int | None]:
    if month in kept:
        return [kept[month]]
    return [one for one in partners if month not in impossible.get(one, ())] or [None]


def _is_repeat(previous: int | None, partner: int | None) -> bool:
    return partner is not None and partner == previous


def _fewest_repeats(choices: list[list[int | None]]) -> list[dict[int | None, int]]:
    """Return, for each month and partner, how often a partner must follow itself from there on."""
    fewest: list[dict[int | None, int]] = [dict.fromkeys(last, 0) for last in choices[-1:]]
    for here in reversed(choices[:-1]):
        ahead = fewest[0]
        fewest.insert(
            0,
            {
                partner: min(count + _is_repeat(partner, other) for other, count in ahead.items())
                for partner in here
            },
        )
    return fewest
