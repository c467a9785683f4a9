"""What the partner on duty changed before publishing, shown to the author."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from calendar_app.models import EventPage
from contribute.body import readable_text
from contribute.differences import Part, changed_words
from core.templatetags.display_tags import event_date
from guides.models import GuidePage
from mentors.models import MentorPage
from moderation.models import Step, StepKind
from network.models import ModeratedPage

FIELDS = ("title", "kicker", "summary", "municipality", "picture", "picture_alt")
# What a type has beside them, in the order in which readers meet it.
FIELDS_OF: dict[type[ModeratedPage], tuple[str, ...]] = {
    EventPage: (
        "activity",
        "place",
        "place_text",
        "online_url",
        "price",
        "audience",
        "registration_url",
    ),
    GuidePage: (
        "life_stages",
        "audience",
        "steps_now",
        "steps_next",
        "call_on",
        "documents",
        "checked_on",
    ),
    MentorPage: ("field", "helps_with", "languages", "online", "audience"),
}


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
        for (label, old), (_same, new) in zip(_read(before), _read(after), strict=True)
        if old != new
    ]


def _read(page: ModeratedPage) -> list[tuple[str, str]]:
    """Return what readers would read, each with the name of its field."""
    read = [
        (field_label(page, name), _words(page, name))
        for name in (*FIELDS, *FIELDS_OF.get(type(page), ()))
    ]
    if isinstance(page, EventPage):
        read.append((field_label(page, "starts_at"), event_date(page)))
    read.append((field_label(page, "topics"), _words(page, "topics")))
    read.append((field_label(page, "body"), readable_text(page.body)))
    return read


def field_label(page, name) -> str:
    """Return what editors call a field of the page."""
    return str(page._meta.get_field(name).verbose_name)


def _words(page, name) -> str:
    display = getattr(page, f"get_{name}_display", None)
    value = display() if display else getattr(page, name)
    if page._meta.get_field(name).many_to_many:
        return ", ".join(sorted(str(row) for row in value.all()))
    match value:
        case None:
            return ""
        case bool():
            return str(_("yes") if value else _("no"))
        case date():
            return date_format(value, "j. n. Y")
    return str(value)
