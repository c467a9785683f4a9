"""The version of a text that stands on the screen of decision, and what is new in it."""

from dataclasses import dataclass
from datetime import datetime

from wagtail.models import Revision

from moderation.comparing import Change, changes_between, changes_since
from moderation.differences import around_changes
from moderation.digest import content_digest
from moderation.models import Reading
from network.models import Contribution


@dataclass(frozen=True)
class Version:
    """The newest version, named as decisions name it."""

    revision: Revision
    digest: str

    def named(self) -> dict:
        return {"revision": self.revision.pk, "digest": self.digest}


def version_of(contribution: Contribution) -> Version:
    revision = contribution.page.specific.get_latest_revision()
    return Version(revision, content_digest(revision.content))


@dataclass(frozen=True)
class News:
    """What a text says now and did not say when it was last read, and by whom that was."""

    reader: object
    at: datetime
    changes: list[Change]


def news_for(contribution: Contribution, draft, digest: str, user) -> News | None:
    """Return what is new since the person, or else another decider, read another version.

    Nothing where it was never read, or where what readers would read is the same.
    """
    reading = Reading.objects.before(contribution, user, digest)
    if reading is None:
        return None
    changes = _in_short(changes_since(reading.words, draft))
    return News(reading.person, reading.at, changes) if changes else None


def changes_to_public(page, draft) -> list[Change]:
    """Return what readers of the public text would read differently; nothing for a new text."""
    return _in_short(changes_between(page, draft)) if page.live else []


def _in_short(changes: list[Change]) -> list[Change]:
    """The whole text is read in its frame; here only what differs, with the words around it."""
    return [Change(change.label, around_changes(change.parts)) for change in changes]
