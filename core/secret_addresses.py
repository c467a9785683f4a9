"""Addresses that are keys: whoever holds one acts, or reads, in somebody's name.

They stand in mails and calendars, never in a log, a cache or another site's statistics. What follows
one of these openings is the key, whatever language stands before it.
"""

import logging
import re

OPENINGS = (
    # a decision from a mail
    "/odlocitev/",
    # the roster as a calendar
    "/dezurstva/",
    # another e-mail address
    "/racun/naslov/",
    # a forgotten password
    "/geslo/pozabljeno/",
)
HIDDEN = "[key]"


def _as_written(opening: str) -> str:
    """A pattern of the opening with any letter percent-encoded, as often as somebody liked to."""
    return "".join(f"(?:{re.escape(letter)}|%(?:25)*{ord(letter):02x})" for letter in opening)


_ONE_OF_THEM = "|".join(map(_as_written, OPENINGS))
# To the end of the line or of what is quoted: a key that was copied badly is still one.
_IN_TEXT = re.compile(rf"({_ONE_OF_THEM})[^\s\"'<>]+", re.IGNORECASE)
_PATH = re.compile(rf"(?:/[a-z]{{2}})?(?:{'|'.join(map(re.escape, OPENINGS))}).", re.DOTALL)


def is_secret(path: str) -> bool:
    """Tell whether a decoded path is, or may once have been, a key."""
    return bool(_PATH.match(path))


def without_keys(text: str) -> str:
    return _IN_TEXT.sub(rf"\1{HIDDEN}", text)


class KeysOut(logging.Filter):
    """Takes keys out of a record: of its words and of the traceback below them."""

    _formatter = logging.Formatter()

    def filter(self, record: logging.LogRecord) -> bool:
        words = record.getMessage()
        hidden = without_keys(words)
        if hidden != words:
            record.msg, record.args = hidden, ()
        if record.exc_info and not record.exc_text:
            # Formatters print this where it is there instead of writing their own.
            record.exc_text = self._formatter.formatException(record.exc_info)
        if record.exc_text:
            record.exc_text = without_keys(record.exc_text)
        if record.stack_info:
            record.stack_info = without_keys(record.stack_info)
        return True


def keep_out_of(*names: str) -> None:
    """Hide keys in what these loggers write; for those that somebody else has set up."""
    for name in names:
        logger = logging.getLogger(name)
        if not any(isinstance(known, KeysOut) for known in logger.filters):
            logger.addFilter(KeysOut())
