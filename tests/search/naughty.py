"""What nobody in their right mind would search for, and what somebody will: for every way of asking.

After the "big list of naughty strings": operators of each engine, quotes and half quotes, control
characters, writing of other kinds, markup, orders to other machines.
"""

import random

# By what they try; as Python's strings, so half characters and NUL can be among them.
NAUGHTY = {
    "nothing": "",
    "blanks": " \t\n\r\x0b\x0c",
    "strange blanks": "\u00a0\u2003\u200b\u3000\ufeff",
    "quotes": "\"rov\" 'rov' `rov`",
    "half a quote": '"rov',
    "half a quote alone": '"',
    "two quotes alone": '""',
    "a quote of quotes": '"""""""',
    "quotes of our languages": "„rov“ »rov« «rov» ‚rov‘",
    "a star": "rov*",
    "stars": "***",
    "brackets": "((((rov",
    "brackets the other way": ")(rov)(",
    "square and curly brackets": "[rov] {rov} {{ rov }} {% rov %}",
    "a column of FTS5": "title:rov {title body} : rov",
    "the beginning of a field in FTS5": "^rov",
    "NEAR": "NEAR(rov rov, 2)",
    "AND OR NOT": "AND OR NOT",
    "a word AND": "rov AND",
    "NOT first": "NOT rov",
    "plus and minus": "+rov -rov --rov",
    "operators of tsquery": "rov & !rov | rov <-> rov <2> rov:*",
    "weights of tsquery": "rov:ABCD rov:*A",
    "a backslash": "rov\\",
    "many backslashes": "\\\\\\\\\\",
    "escapes": "\\0 \\x00 \\u0000 %00 &#0;",
    "a dollar quote": "$$rov$$ $1 $a$ rov $a$",
    "operators of Lucene": 'rov~2 rov^9 [a TO z] /rov.*/ title:"rov"~3 && || !',
    "a query of Elasticsearch": '{"query": {"match_all": {}}}',
    "a script of Elasticsearch": "ctx._source.remove('title'); doc['title'].value",
    "NUL": "rov\0rov",
    "control characters": "".join(map(chr, range(32))) + "\x7f\x80\x85\x9f",
    "half a character": "rov\ud800",
    "the other half": "\udfffrov",
    "halves the wrong way round": "\udc00\ud83d",
    "the last character": "\U0010ffff\uffff\ufffe",
    "a percent sign": "%",
    "percent signs": "%rov% %s %(x)s %%",
    "an underscore": "r_v",
    "underscores": "____",
    "only punctuation": "!?....--;;,,::",
    "figures": "0 -1 1e309 0x10 NaN Infinity 99999999999999999999999",
    "a figure above the line": "² ³ ½ ①",
    "words of programs": "undefined null None true false NIL (null)",
    "pictures": "🎸🎉",
    "a family": "👩‍👩‍👧‍👦",
    "flags": "🇸🇮🇸🇮🇸",
    "from right to left": "\u202erov \u200f\u061crov",
    "Arabic": "الشباب",
    "Hebrew": "נוער",
    "Chinese": "青年 工作",
    "Thai": "เยาวชน",
    "Devanagari": "युवा",
    "Cyrillic": "омладина",
    "Greek": "ΝΕΟΛΑΊΑ νεολαίας",
    "Turkish i": "İSTANBUL ıI",
    "a sharp s": "STRASSE straße ẞ",
    "ligatures": "ﬁ ﬃ Ǆ ǆ",
    "letters apart from their hooks": "s\u030cola c\u030cas",
    "hooks without letters": "\u030c\u030c\u030c",
    "letters under a heap of marks": "r" + "\u0336\u0347\u033f" * 40 + "ov",
    "an apostrophe": "O'Rov d'Rov",
    "a hyphen": "e-pošta -- – — ‑",
    "SQL": "rov'; DROP TABLE search_entry;--",
    "SQL for SQLite": "' UNION SELECT name FROM sqlite_master --",
    "SQL that waits": "1; SELECT pg_sleep(10)--",
    "markup": "<script>alert(1)</script>",
    "markup in an attribute": '" autofocus onfocus=alert(1) x="',
    "markup that looks done": "--></textarea></title><svg/onload=alert(1)>",
    "markup in entities": "&lt;script&gt;&amp;&quot;",
    "a link": "javascript:alert(1)",
    "an address": "https://example.org/?q=rov#rov",
    "a path": "../../../../etc/passwd",
    "an order to a shell": "$(touch rov) `id` | ls ; ls && ls",
    "a template": "{{ 7*7 }} ${7*7} #{7*7} <%= 7*7 %>",
    "a head": "rov\r\nSet-Cookie: rov=1",
    "a format": "%d%n%x {0.__class__} {}",
    "a mail": "ana@example.org",
    "one letter": "a",
    "one word for ever": "rov" * 3_333 + "r",
    "one letter for ever": "a" * 10_000,
    "10,000 words": "rov " * 10_000,
    "10,000 quotes": '"rov" ' * 1_700,
    "10,000 hooks": "š" * 10_000,
    "words that say nothing": "in je se na za the of der die und",
    "a long number": "9" * 400,
}

_ALPHABETS = (
    "rovšolačž ",
    "\"'*()[]{}:^~-+&|!<>\\/%_=;,.?@#$ rov",
    "\0\x01\x1f\x7f\x85\u200b\u202e\ufeff\ud800\udfff rov",
    "ÄßñøŁđΩжעش中อ🎸\u0301\u030c ",
)


def generated(number: int, seed: int = 6) -> list[str]:
    """Return queries thrown together from letters, operators, pieces of the above; always the same."""
    chance = random.Random(seed)
    pieces = [text for text in NAUGHTY.values() if 0 < len(text) < 60]
    return [_one(chance, pieces) for _ in range(number)]


def _one(chance, pieces):
    parts = []
    for _ in range(chance.randint(1, 5)):
        if chance.random() < 0.3:
            parts.append(chance.choice(pieces))
        else:
            alphabet = chance.choice(_ALPHABETS)
            parts.append("".join(chance.choices(alphabet, k=chance.randint(1, 12))))
    return chance.choice(("", " ")).join(parts)
