"""How hard a text is to read, as one figure that needs no dictionary.

LIX (läsbarhetsindex) by C. H. Björnsson, "Läsbarhet", Stockholm 1968: words per sentence plus the
share of words with more than six letters in per cent. He calls a text above 50 difficult and one
above 60 very difficult; bureaucratic prose lies there. It counts letters, so it works for Slovene,
German and English alike.

A full stop ends a sentence where the next word begins with a capital letter or nothing follows:
"5. maja", "npr. danes" and "ob 18.30" end none. Every line ends one.
"""

import re

LONG_WORD = 7
WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*|\d+(?:[.,:]\d+)*")
END = re.compile(r"[.!?…:;]+[\"'»«“”)\]]*(?=\s|$)")


def word_count(text: str) -> int:
    """Return how many words and figures a text has."""
    return len(WORD.findall(text))


def lix(text: str) -> int:
    """Return the figure, rounded; 0 for a text without words."""
    words = WORD.findall(text)
    if not words:
        return 0
    long_words = sum(len(word) >= LONG_WORD and not word[0].isdigit() for word in words)
    sentences = sum(map(_sentences_in, text.splitlines()))
    return round(len(words) / max(1, sentences) + 100 * long_words / len(words))


def _sentences_in(line: str) -> int:
    if not WORD.search(line):
        return 0
    ends = [end for end in END.finditer(line) if _is_end(line, end)]
    rest = line[ends[-1].end() :] if ends else line
    return len(ends) + (1 if WORD.search(rest) else 0)


def _is_end(line: str, end: re.Match) -> bool:
    if end.group()[0] != ".":
        return True
    # Only as much is looked at as a quotation mark and the spaces before a word take.
    following = line[end.end() : end.end() + 8].lstrip(" \t\xa0\"'»„“”(–—-")
    begins_anew = not following or following[0].isupper()
    # "1. Januar", "2. Gimnazija": after a figure a capital letter says nothing.
    return begins_anew and not (following and line[max(0, end.start() - 1)].isdigit())
