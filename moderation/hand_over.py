"""What a partner leaves to the next one, gathered line by line.

A section above moderation has its own lines stand here with ``register_line``. Words of a text are
kept apart from what everybody may be told about it, because a hand-over is read for years and by
partners that never had the right to read the text.
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import date, datetime

from django.db.models import OuterRef, Subquery
from django.urls import reverse
from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from duty.overview import gaps
from duty.roster import LJUBLJANA
from moderation.access import keeps_portal
from moderation.models import ReaderReport, Step, StepKind
from moderation.titles import titles_for
from network.models import Contribution
from network.rights import Duty, Person, Proposal


@dataclass(frozen=True)
class Line:
    """One thing that is handed over.

    ``text`` may be told to whoever reads the hand-over; ``title`` only to those who may read the
    page ``page`` when they look. ``url`` is an address of ours; with a page it is shown to the same.
    """

    text: str
    url: str = ""
    title: str = ""
    page: int | None = None
    is_late: bool = False


@dataclass(frozen=True)
class Section:
    """Lines of one kind, under their heading."""

    name: str
    label: str
    lines: list[Line]


@dataclass(frozen=True)
class _Source:
    label: str
    lines_of: Callable[[datetime], list[Line]]


_registered: dict[str, _Source] = {}


def register_line(name: str, label: str, lines_of: Callable[[datetime], list[Line]]) -> None:
    """Have the lines of ``lines_of(now)`` stand in each hand-over under the heading ``label``.

    ``name`` is kept in what is frozen and must not change.
    """
    _registered[name] = _Source(label, lines_of)


def gather(now: datetime) -> list[dict]:
    """Return what is open at ``now``, by section, as plain values that can be kept."""
    return [
        {"name": name, "lines": [asdict(line) for line in source.lines_of(now)]}
        for name, source in _sources().items()
    ]


def sections_for(person: Person, duty: Duty, gathered: list[dict]) -> list[Section]:
    """Return what was gathered, with titles only as far as the person may read them now."""
    sources = _sources()
    sections = [
        (section["name"], [Line(**facts) for facts in section["lines"]]) for section in gathered
    ]
    titles = titles_for(person, duty, (line.page for _name, lines in sections for line in lines))
    # What they keep in mind of a page that is gone is theirs: they have always seen everything.
    keeps_words = keeps_portal(person)
    return [
        Section(
            name=name,
            label=str(sources[name].label) if name in sources else name,
            lines=[_as_seen(line, titles, keeps_words=keeps_words) for line in lines],
        )
        for name, lines in sections
    ]


def _as_seen(line: Line, titles: dict[int, str], *, keeps_words: bool) -> Line:
    if line.page is None:
        return line
    may_open = line.page in titles
    title = titles.get(line.page) or (line.title if keeps_words else "")
    return Line(
        text=line.text,
        title=title,
        url=line.url if may_open else "",
        page=line.page,
        is_late=line.is_late,
    )


def _sources() -> dict[str, _Source]:
    return {
        "open": _Source(gettext_lazy("Waiting for decision"), _open),
        "promises": _Source(gettext_lazy("Promised answers"), _promises),
        "sent_back": _Source(gettext_lazy("Sent back and not returned"), _sent_back),
        "scheduled": _Source(gettext_lazy("Approved for a date"), _scheduled),
        **_registered,
        "gaps": _Source(gettext_lazy("Months without a partner"), _gaps),
        "reports": _Source(gettext_lazy("Readers' reports"), _reports),
    }


def _open(now: datetime) -> list[Line]:
    today = now.astimezone(LJUBLJANA).date()
    return [
        Line(
            text=words_of_waiting(
                _who(row), submitted_at=row.submitted_at, answer_by=row.answer_by
            ),
            title=row.page.draft_title,
            page=row.page_id,
            url=reverse("moderation:submission", args=[row.page_id]),
            is_late=row.answer_by < today,
        )
        for row in Contribution.objects.submitted().with_page()
    ]


def words_of_waiting(who: str, *, submitted_at: datetime, answer_by: date) -> str:
    """Say of a submission what may be told to whoever may not read it."""
    return _("%(who)s · handed in on %(day)s · answer promised by %(promise)s") % {
        "who": who,
        "day": _day(submitted_at),
        "promise": _day(answer_by),
    }


def _promises(now: datetime) -> list[Line]:
    today = now.astimezone(LJUBLJANA).date()
    days = Counter(Contribution.objects.submitted().values_list("answer_by", flat=True))
    return [
        Line(
            text=ngettext("by %(day)s: %(number)s answer", "by %(day)s: %(number)s answers", number)
            % {"day": _day(day), "number": number},
            is_late=day < today,
        )
        for day, number in sorted(days.items())
    ]


def _sent_back(now: datetime) -> list[Line]:
    was_sent_back = Step.objects.filter(page=OuterRef("page"), kind=StepKind.SENT_BACK)
    rows = (
        Contribution.objects.filter(proposal=Proposal.SENT_BACK)
        .annotate(sent_back_at=Subquery(was_sent_back.order_by("-at").values("at")[:1]))
        .order_by("sent_back_at", "pk")
        .with_page()
    )
    return [
        Line(
            text=_("%(who)s · sent back on %(day)s")
            % {"who": _who(row), "day": _day(row.sent_back_at)}
            if row.sent_back_at
            else _who(row),
            title=row.page.draft_title,
            page=row.page_id,
            url=reverse("moderation:submission", args=[row.page_id]),
        )
        for row in rows
    ]


def _scheduled(now: datetime) -> list[Line]:
    return [
        Line(
            text=_("%(who)s · will be published on %(day)s at %(time)s")
            % {
                "who": _who(row),
                "day": _day(row.scheduled_for),
                "time": formats.date_format(row.scheduled_for.astimezone(LJUBLJANA), "G.i"),
            },
            title=row.approved_title or row.page.title,
            page=row.page_id,
            url=reverse("moderation:submission", args=[row.page_id]),
        )
        for row in Contribution.objects.scheduled().with_page()
    ]


def _gaps(now: datetime) -> list[Line]:
    return [Line(text=formats.date_format(month, "F Y")) for month in gaps(now)]


def _reports(now: datetime) -> list[Line]:
    """How many there are; what readers wrote is not kept beyond the year that they were promised."""
    days = list(ReaderReport.objects.open().values_list("created_at", flat=True))
    if not days:
        return []
    text = ngettext(
        "%(number)s report, the oldest of %(day)s",
        "%(number)s reports, the oldest of %(day)s",
        len(days),
    ) % {"number": len(days), "day": _day(min(days))}
    return [Line(text=text, url=reverse("moderation:reports"))]


def _who(row: Contribution) -> str:
    return f"{row.organisation.name} · {row.page.specific_class.kind_label}"


def _day(day: date | datetime) -> str:
    local = day.astimezone(LJUBLJANA) if isinstance(day, datetime) else day
    return formats.date_format(local, "j. n. Y")
