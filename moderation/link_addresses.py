"""The pictures and files of a text that is read by a link, led through that link."""

import re

# What fetches or opens something; words of the text stand between tags and stay as they are.
TAGS = re.compile(r"<(?:img|source|a)\b[^<>]*>")
ADDRESSES = re.compile(r'(?<=\s)(?:src|srcset|href)="[^"]*"')


def led_through(html: str, prefixes: dict[str, str]) -> str:
    """Return ``html`` with addresses that begin with one of ``prefixes`` begun as it says."""
    beginnings = "|".join(re.escape(prefix) for prefix in prefixes)
    # An attribute may hold several addresses, and other hosts have such paths too.
    address = re.compile(rf'(?<=[",\s])(?:{beginnings})')

    def lead(match: re.Match) -> str:
        return address.sub(lambda found: prefixes[found[0]], match[0])

    return TAGS.sub(lambda tag: ADDRESSES.sub(lead, tag[0]), html)
