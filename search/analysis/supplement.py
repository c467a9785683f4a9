"""Slovene words that the dictionary lacks and whose forms no rule finds: a line for each.

First the base form, then the others. Names of our region that stand in the plural, and money.
"""

from collections.abc import Iterator

_LINES = """
evro evra evru evrom evroma evri evrov evrom evre evrih
radlje radelj radljam radljah radljami
ravne raven ravnam ravnah ravnami
prevalje prevalj prevaljam prevaljah prevaljami
"""


def entries() -> Iterator[tuple[str, str]]:
    """Yield each form with its base form, as a dictionary does."""
    for line in _LINES.split("\n"):
        base, *forms = line.split() or [""]
        yield from ((form, base) for form in forms)
