"""Opening hours as rows: of a place, of an organisation."""

from datetime import datetime, timedelta

from django.db import models
from django.db.models import F, Q
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel

from network.opening_hours import (
    DaysThatDiffer,
    Hours,
    Span,
    Standing,
    periods_that_differ,
    standing_at,
    week_table,
)
from network.public_holidays import is_public_holiday

# How far ahead a page tells of days that differ.
TOLD_AHEAD_DAYS = 28


class OpeningTime(models.Model):
    """From when to when on a day of the week; a closing time before the opening is past midnight."""

    weekday = models.PositiveSmallIntegerField(
        _("day"),
        # Django counts days from Monday = 0, the standard and we from Monday = 1.
        choices=[(number + 1, name) for number, name in WEEKDAYS.items()],
    )
    opens = models.TimeField(_("opens"))
    closes = models.TimeField(_("closes"))

    panels = [FieldRowPanel([FieldPanel("weekday"), FieldPanel("opens"), FieldPanel("closes")])]

    class Meta:
        abstract = True
        ordering = ["weekday", "opens"]
        verbose_name = _("opening time")
        verbose_name_plural = _("opening times")
        constraints = [
            models.CheckConstraint(
                condition=Q(weekday__gte=1, weekday__lte=7), name="%(class)s_on_a_weekday"
            ),
        ]

    def __str__(self):
        return f"{self.get_weekday_display()} {self.opens:%H:%M}–{self.closes:%H:%M}"

    @property
    def span(self):
        return Span(self.opens, self.closes)


class OpeningException(models.Model):
    """Days on which other hours hold, or none: holidays, a tournament, painters in the house."""

    first_day = models.DateField(_("first day"))
    last_day = models.DateField(_("last day"))
    opens = models.TimeField(_("opens"), null=True, blank=True)
    closes = models.TimeField(_("closes"), null=True, blank=True)
    note = models.CharField(_("what readers should know"), max_length=120, blank=True)

    panels = [
        FieldRowPanel([FieldPanel("first_day"), FieldPanel("last_day")]),
        FieldRowPanel([FieldPanel("opens"), FieldPanel("closes")]),
        FieldPanel("note"),
    ]

    class Meta:
        abstract = True
        ordering = ["first_day", "last_day", "opens"]
        verbose_name = _("days with other hours")
        verbose_name_plural = _("days with other hours")
        constraints = [
            models.CheckConstraint(
                condition=Q(last_day__gte=F("first_day")),
                name="%(class)s_ends_after_it_begins",
                violation_error_message=_("The last day lies before the first."),
            ),
            models.CheckConstraint(
                condition=Q(opens__isnull=True, closes__isnull=True)
                | Q(opens__isnull=False, closes__isnull=False),
                name="%(class)s_opens_and_closes",
                violation_error_message=_("Say both when it opens and when it closes, or neither."),
            ),
        ]

    def __str__(self):
        return f"{self.first_day} – {self.last_day}"

    @property
    def days(self):
        spans = () if self.opens is None else (Span(self.opens, self.closes),)
        return DaysThatDiffer(self.first_day, self.last_day, spans, self.note)


class OpeningHoursMixin(ClusterableModel):
    """What has opening hours: rows of a week, rows of days that differ, and words beside them."""

    opening_hours = models.CharField(
        _("opening hours in words"),
        max_length=300,
        blank=True,
        help_text=_("What the table does not say, for example: in summer by agreement."),
    )
    open_on_holidays = models.BooleanField(_("open on public holidays too"), default=False)

    opening_panel = MultiFieldPanel(
        [
            InlinePanel(
                "opening_times",
                heading=_("Every week"),
                label=_("Opening time"),
                help_text=_(
                    "0:00 is midnight; a house that closes before it opens closes past it."
                ),
            ),
            InlinePanel(
                "opening_exceptions",
                heading=_("Days with other hours"),
                label=_("Days with other hours"),
                help_text=_("Without hours it is closed on these days."),
            ),
            FieldPanel("open_on_holidays"),
            FieldPanel("opening_hours"),
        ],
        heading=_("opening hours"),
    )

    class Meta:
        abstract = True

    @property
    def hours(self) -> Hours:
        """The rows as rules; a list prefetches ``opening_times`` and ``opening_exceptions``."""
        week: dict[int, list] = {}
        for row in self.opening_times.all():
            week.setdefault(row.weekday, []).append(row.span)
        return Hours(
            week=week,
            differing=tuple(row.days for row in self.opening_exceptions.all()),
            is_holiday=is_public_holiday,
            open_on_holidays=self.open_on_holidays,
        )

    def standing_at(self, now: datetime) -> Standing | None:
        """Tell how it stands, or nothing where no hours are kept."""
        hours = self.hours
        return standing_at(hours, now) if hours else None

    def openness(self, now: datetime) -> dict:
        """Return what ``components/opening_hours.html`` draws, or nothing where no hours are kept."""
        hours = self.hours
        if not hours:
            return {}
        standing = standing_at(hours, now)
        tomorrow = standing.today.day + timedelta(days=1)
        return {
            "standing": standing,
            "week": week_table(hours) if any(hours.week.values()) else [],
            "to_come": periods_that_differ(hours, tomorrow, TOLD_AHEAD_DAYS),
        }
