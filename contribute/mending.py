"""What the partner on duty changed before publishing, shown to the author."""

from collections.abc import Iterable
from dataclasses import dataclass

from calendar_app.models import EventPage
from contribute.body import readable_text
from contribute.differences import Part, changed_words
from core.templatetags.display_tags import event_date
from moderation.models import Step, StepKind
from network.models import ModeratedPage

FIELDS = ("title", "kicker", "summary", "municipality", "picture", "picture_alt")
EVENT_FIELDS = (
    "activity",
    "place",
    "place_text",
    "online_url",
    "price",
    "audience",
    "registration_url",
)


@dataclass(frozen=True)
class Change:
    """A field that says something else than before."""

    label: str
    parts: list[Part]


def mendings(steps: Iterable[Step]) -> dict[int, list[Change]]:
    """Return what each mending changed, by the step's id; ``steps`` are a text's, latest first."""
    changed: dict[int, list[Change]] = {}
    decision: Step | None = None
    for step in steps:
        if step.kind in {StepKind.APPROVED, StepKind.SCHEDULED}:
            decision = step
        elif step.kind == StepKind.MENDED and decision and decision.revision and step.revision:
            changed[step.pk] = changes_between(
                step.revision.as_object(), decision.revision.as_object()
            )
    return changed


def changes_between(before: ModeratedPage, after: ModeratedPage) -> list[Change]:
    """Return the fields that differ, each as a difference of words."""
    return [
        Change(label, changed_words(old, new))
        for (label, old), (_label, new) in zip(_read(before), _read(after), strict=True)
        if old != new
    ]


def _read(page: ModeratedPage) -> list[tuple[str, str]]:
    """Return what readers would read, each with the name of its field."""
    names = [*FIELDS, *(EVENT_FIELDS if isinstance(page, EventPage) else ())]
    read = [(_label(page, name), _words(page, name)) for name in names]
    if isinstance(page, EventPage):
        read.append((_label(page, "starts_at"), event_date(page)))
    topics = sorted(topic.name for topic in page.topics.all())
    read.append((_label(page, "topics"), ", ".join(topics)))
    read.append((_label(page, "body"), readable_text(page.body)))
    return read


def _label(page, name) -> str:
    return str(page._meta.get_field(name).verbose_name)


def _words(page, name) -> str:
    display = getattr(page, f"get_{name}_display", None)
    value = display() if display else getattr(page, name)
    return "" if value is None else str(value)
