"""Texts that make a careless pattern run for minutes."""

import time

HOSTILE = [
    "a", "0", "041 ", "0 4 1 ", "+386 ", "386(", "SI56 0000 ", "SI00", "@", "a@", "a.", "a@a.",
    "a@" + "b" * 63 + ".", "a-", "'a", "A. ", "! ", "…\"", "\n", "\u0301", "č", "https://", "ﷺ",
]  # fmt: skip
LENGTH = 100_000


def seconds_for(function, bite: str) -> float:
    """Return how long a function takes for a hundred thousand characters of the same."""
    text = (bite * (LENGTH // len(bite) + 1))[:LENGTH]
    began = time.process_time()
    function(text)
    return time.process_time() - began
