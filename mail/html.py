"""A mail's plain text once more as HTML, so that nobody writes a letter twice.

What the text says by its form, the HTML says by its elements:

- an empty line parts paragraphs;
- a sentence that ends with a colon, with an address of our own as the next line, becomes a link with
  the sentence as its words; the first of a mail is drawn as a button;
- every other address becomes a link that shows where it leads;
- lines that begin with ``>`` are somebody else's words;
- a line with a line of ``=`` below it is a heading;
- ``--`` begins the signature.

Whatever somebody typed stays words: only addresses become links, and none of other people's words
become the text of one.
"""

import re
from collections.abc import Iterator
from html import escape
from itertools import pairwise

# Gmail cuts off what is longer.
MOST_BYTES = 100_000
ADDRESS = re.compile(r"https?://[^\s<>\"']+")
CLOSING = ".,;:!?)]}”“»…"
UNDERLINE = re.compile(r"={3,}")
# Not after a number: "1. December" is one thing.
END_OF_SENTENCE = re.compile(r"(?<=[^\d\s][.!?…])\s+")
QUOTES = frozenset("“”„»«")
STYLE = """
:root { color-scheme: light dark; }
body { margin: 0; padding: 16px; background: #faf7f1; color: #1f2a30;
  font: 17px/1.55 system-ui, -apple-system, "Segoe UI", Roboto, Arial, sans-serif; }
main { max-width: 580px; margin: 0 auto; overflow-wrap: break-word; }
p, blockquote, h2 { margin: 0 0 16px; }
h2 { margin-top: 32px; padding-top: 16px; border-top: 2px solid #1f2a30; font-size: 20px; line-height: 1.3; }
a { color: #14566b; }
a.button { display: inline-block; padding: 12px 20px; border-radius: 10px; background: #1f2a30;
  color: #ffffff; font-weight: bold; text-decoration: none; }
blockquote { padding: 4px 0 4px 16px; border-left: 4px solid #b9b1a3; }
.signature { margin-top: 32px; color: #5a646a; font-size: 15px; }
@media (prefers-color-scheme: dark) {
  body { background: #171d21; color: #ece7de; }
  h2 { border-color: #ece7de; }
  a { color: #8fd0e6; }
  a.button { background: #ece7de; color: #171d21; }
  .signature { color: #a9b1b5; }
}
"""


def as_html(*, subject: str, text: str, language: str, site_address: str) -> str:
    """Return a whole document, or nothing where it would be too long for a mailbox."""
    document = (
        f'<!DOCTYPE html>\n<html lang="{escape(language)}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width">\n'
        '<meta name="color-scheme" content="light dark">\n'
        f"<title>{escape(subject)}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<main>\n"
        + "\n".join(_elements(text, site_address))
        + "\n</main>\n</body>\n</html>\n"
    )
    return document if len(document.encode()) <= MOST_BYTES else ""


def _elements(text: str, site_address: str) -> Iterator[str]:
    """Give the text's blocks as elements, one after the other."""
    has_button = is_signature = False
    skip = False
    for block, after in pairwise([*_blocks(text), []]):
        if skip:
            skip = False
            continue
        is_signature = is_signature or block[0].rstrip() == "--"
        if is_signature:
            yield _paragraph([line for line in block if line.rstrip() != "--"], "signature")
        elif block[0].startswith(">"):
            words = "<br>\n".join(_linked(line[1:].removeprefix(" ")) for line in block)
            yield f"<blockquote>{words}</blockquote>"
        elif len(block) == 2 and UNDERLINE.fullmatch(block[1]):
            yield f"<h2>{escape(block[0])}</h2>"
            has_button = False
        elif led := _led(block, after, site_address):
            before, words, address, skip = led
            yield from [_paragraph(before)] if before else []
            yield _link(words, address, is_button=not has_button)
            has_button = True
        else:
            yield _paragraph(block)


def _blocks(text: str) -> Iterator[list[str]]:
    """Part a text at empty lines, headings, and where others' words begin and end."""
    block: list[str] = []
    for line in text.splitlines():
        is_own = not line.startswith(">")
        if block and (not line.strip() or is_own == block[0].startswith(">")):
            yield block
            block = []
        if not line.strip():
            continue
        block.append(line)
        if len(block) == 2 and UNDERLINE.fullmatch(line):
            yield block
            block = []
    if block:
        yield block


def _led(block, after, site_address) -> tuple[list[str], str, str, bool] | None:
    """Tell whether a block leads to one of our addresses: what stands before the sentence, the
    sentence, the address, and whether that is a block of its own."""
    if len(block) >= 2 and _is_ours(block[-1], site_address):
        *before, words = block[:-1]
        address, is_apart = block[-1], False
    elif len(after) == 1 and _is_ours(after[0], site_address):
        *before, words = block
        address, is_apart = after[0], True
    else:
        return None
    if not words.rstrip().endswith(":"):
        return None
    earlier, sentence = _last_sentence(words.rstrip().removesuffix(":"))
    if earlier:
        before = [*before, earlier]
    return before, sentence, address.strip(), is_apart


def _last_sentence(words: str) -> tuple[str, str]:
    """Part the last sentence from those before it; a title in quotation marks stays whole."""
    for end in reversed(list(END_OF_SENTENCE.finditer(words))):
        earlier = words[: end.start()]
        if sum(letter in QUOTES for letter in earlier) % 2 == 0:
            return earlier, words[end.end() :]
    return "", words


def _is_ours(line: str, site_address: str) -> bool:
    line = line.strip()
    return bool(ADDRESS.fullmatch(line)) and (
        line == site_address or line.startswith(f"{site_address}/")
    )


def _link(words: str, address: str, *, is_button: bool) -> str:
    kind = ' class="button"' if is_button else ""
    return f'<p><a{kind} href="{escape(address)}">{escape(words)}</a></p>'


def _paragraph(lines: list[str], kind: str = "") -> str:
    words = "<br>\n".join(_linked(line) for line in lines)
    return f'<p class="{kind}">{words}</p>' if kind else f"<p>{words}</p>"


def _linked(line: str) -> str:
    """Escape a line, with its addresses as links; what ends the sentence is no part of them."""
    parts, at = [], 0
    for found in ADDRESS.finditer(line):
        address = found[0].rstrip(CLOSING)
        if address.partition("://")[2]:
            parts += [
                escape(line[at : found.start()]),
                f'<a href="{escape(address)}">{escape(address)}</a>',
            ]
            at = found.start() + len(address)
    return "".join([*parts, escape(line[at:])])
