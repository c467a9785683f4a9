"""The calendar: events of the network's organisations."""

from datetime import datetime, time, timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.core.validators import RegexValidator
from django.db import models
from django.utils import formats, timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.models import Locale
from wagtail.search import index

from calendar_app.forms import EventFilterForm
from calendar_app.querysets import EventPageManager
from core.search_fields import FacetField
from core.templatetags.display_tags import event_date, last_moment
from moderation.collecting import PastEvent
from network.models import ModeratedPage, Place, SectionIndexPage

EVENTS_PER_PAGE = 20
EVENTS_OF_ONE = 6
# Beyond them lie slips of the keyboard, and days that no calendar or database can hold.
YEARS = range(2000, 2101)


class ActivityType(models.TextChoices):
    WORKSHOP = "workshop", _("workshop")
    LECTURE = "lecture", _("lecture")
    CAMP = "camp", _("camp")
    CONCERT = "concert", _("concert")
    FESTIVAL = "festival", _("festival")
    SPORT = "sport", _("sport")
    COMPETITION = "competition", _("competition")
    EXHIBITION = "exhibition", _("exhibition")
    MEETING = "meeting", _("meeting")
    EVENING = "evening", _("evening out")
    TRIP = "trip", _("trip")
    VOLUNTEERING = "volunteering", _("volunteering")


class EventPage(ModeratedPage):
    """Something that takes place: at an hour, over several days, or all day.

    ``ends_at`` is exclusive, as in RFC 5545: an all-day event of one day ends at the next
    midnight. Without it the event is a point in time.
    """

    kind = "dogodek"
    kind_label = _("Event")
    kind_label_plural = _("Events")
    section = "calendar"
    template = "calendar_app/event_page.html"
    card_template = "components/event_card.html"
    hit_relations = ("place__municipality",)
    recurs = True
    text_fields = (*ModeratedPage.text_fields, "audience")
    compared_fields = (
        *ModeratedPage.compared_fields,
        "activity",
        "place",
        "place_text",
        "online_url",
        "price",
        "audience",
        "registration_url",
        "starts_at",
    )
    can_be_trusted = True

    starts_at = models.DateTimeField(_("begins"), null=True)
    ends_at = models.DateTimeField(_("ends"), null=True, blank=True)
    all_day = models.BooleanField(_("all day"), default=False)
    activity = models.CharField(
        _("kind of activity"), max_length=20, choices=ActivityType, default=ActivityType.MEETING
    )
    place = models.ForeignKey(
        Place,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("place"),
    )
    place_text = models.CharField(
        _("place in words"), max_length=200, blank=True, help_text=_("If it is not in the list.")
    )
    online_url = models.URLField(_("address online"), blank=True)
    price = models.CharField(
        _("price"), max_length=60, blank=True, help_text=_("Empty means free of charge.")
    )
    audience = models.CharField(_("for whom"), max_length=120, blank=True)
    registration_url = models.URLField(_("address for registration"), blank=True)

    parent_page_types = ["calendar_app.EventIndexPage"]

    objects = EventPageManager()

    search_fields = [
        *ModeratedPage.search_fields,
        index.SearchField("place_text"),
        index.SearchField("dates_in_words"),
        index.RelatedFields("place", [index.SearchField("name")]),
        FacetField("place", "prostor"),
        index.FilterField("starts_at"),
        index.FilterField("ends_at"),
    ]
    content_panels = [
        *ModeratedPage.content_panels[:3],
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("starts_at"), FieldPanel("ends_at")]),
                FieldPanel("all_day"),
                FieldPanel("activity"),
                FieldPanel("place"),
                FieldPanel("place_text"),
                FieldPanel("online_url"),
                FieldPanel("price"),
                FieldPanel("audience"),
                FieldPanel("registration_url"),
            ],
            heading=_("when and where"),
        ),
        *ModeratedPage.content_panels[3:],
    ]

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        indexes = [models.Index(fields=["starts_at"], name="event_starts_at")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_at=None) | models.Q(ends_at__gt=models.F("starts_at")),
                name="event_ends_after_it_starts",
                violation_error_message=_("The end must come after the beginning."),
            ),
        ]

    def clean(self):
        super().clean()
        for name in ("starts_at", "ends_at"):
            moment = getattr(self, name)
            if moment and moment.year not in YEARS:
                raise ValidationError(
                    {
                        name: _("Choose a year from %(first)d to %(last)d.")
                        % {"first": YEARS.start, "last": YEARS.stop - 1}
                    }
                )
        if self.starts_at and self.ends_at and self.ends_at <= self.starts_at:
            raise ValidationError({"ends_at": _("The end must come after the beginning.")})

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        context["is_over"] = self.is_over(timezone.now())
        return context

    @classmethod
    def get_indexed_objects(cls):
        return super().get_indexed_objects().select_related("place__municipality")

    @classmethod
    def ready_as_hits(cls, pages):
        return cls.objects.with_changes(pages)

    def dates_in_words(self):
        """The days that readers may type, as they type them: weekday, day, month, year.

        The first and the last, and the new one of what is postponed: some know only the old date.
        """
        if not self.starts_at:
            return ""
        moments = {timezone.localtime(self.starts_at), last_moment(self)}
        days = {moment.date() for moment in moments}
        if self.status == EventStatus.POSTPONED and self.change.new_date:
            days.add(self.change.new_date)
        return ", ".join(formats.date_format(day, "l j. F Y") for day in sorted(days))

    @property
    def takes_place(self):
        """The first and the last instant, as far as they are known by now.

        What is postponed has lost its own: of a new date only the day is known, before that nothing.
        """
        if self.status != EventStatus.POSTPONED:
            return self.starts_at, self.ends_at
        day = self.change.new_date
        if not day:
            return None, None
        midnight = datetime.combine(day, time())
        return timezone.make_aware(midnight), timezone.make_aware(midnight + timedelta(days=1))

    def is_over(self, now):
        """Tell whether nobody can come any more at ``now``; what is postponed has not taken place."""
        starts_at, ends_at = self.takes_place
        if ends_at:
            return ends_at <= now
        return bool(starts_at) and starts_at < now

    @cached_property
    def change(self):
        """The row that says the event is cancelled, postponed or full, if there is one.

        A list prefetches it with ``for_cards``.
        """
        return EventChange.objects.filter(translation_key=self.translation_key).first()

    @property
    def status(self):
        return self.change.status if self.change else ""

    @property
    def status_label(self):
        return self.change.label if self.change else ""

    @property
    def status_reason(self):
        return self.change.reason if self.change else ""

    @property
    def where(self):
        """Where it takes place, in a few words."""
        if self.place_id:
            return f"{self.place.name}, {self.place.municipality}"
        return self.place_text or (str(_("online")) if self.online_url else "")

    @property
    def found_in(self):
        """As the calendar has it: the place's municipality, else what the author said."""
        return self.place.municipality if self.place_id else self.municipality

    def starts_at_in_words(self):
        return event_date(self)

    @property
    def price_label(self):
        return self.price or str(_("free of charge"))

    @property
    def activity_label(self):
        return self.get_activity_display()


class EventStatus(models.TextChoices):
    CANCELLED = "cancelled", pgettext_lazy("event", "Cancelled")
    POSTPONED = "postponed", _("Postponed")
    FULL = "full", _("Full")


class EventChange(models.Model):
    """An event is cancelled, postponed or full: said at once, without review, by its organisation.

    One row per event, shared by its translations and outside revisions, so that a new version
    does not undo it. Duty sees it listed for seven days.
    """

    translation_key = models.UUIDField(unique=True, editable=False)
    status = models.CharField(_("status"), max_length=10, choices=EventStatus)
    new_date = models.DateField(_("new date"), null=True, blank=True)
    reason = models.CharField(
        _("what readers should know"),
        max_length=200,
        blank=True,
        validators=[RegexValidator(r"[<>\x00-\x1f]", _("Plain text only."), inverse_match=True)],
    )
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    changed_at = models.DateTimeField()

    class Meta:
        verbose_name = _("change of an event")
        verbose_name_plural = _("changes of events")

    def __str__(self):
        return f"{self.label}: {self.reason}" if self.reason else str(self.label)

    @property
    def label(self):
        if self.status == EventStatus.POSTPONED and self.new_date:
            return _("Postponed to %(day)s") % {"day": formats.date_format(self.new_date, "j. n.")}
        return self.get_status_display()


class EventIndexPage(SectionIndexPage):
    section = "calendar"
    template = "calendar_app/event_index_page.html"
    subpage_types = ["calendar_app.EventPage"]

    class Meta:
        verbose_name = _("calendar")

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        filters = EventFilterForm(request.GET, locale_id=self.locale_id)
        events = filters.narrow(
            EventPage.objects.published().offered_in(self.locale_id).for_cards(), timezone.now()
        )
        page = Paginator(events, EVENTS_PER_PAGE).get_page(request.GET.get("page"))
        page.object_list = EventPage.objects.with_changes(page.object_list)
        context["events"] = page
        context["filters"] = filters
        context["query"] = filters.query()
        return context


def events_coming_of(now, *, locale, organisation=None, topics=(), municipality=None, place=None):
    """The next events of an organisation, about topics, in a municipality or at a place."""
    events = EventPage.objects.published().offered_in(locale).not_over(now)
    events = events.within(organisation=organisation, topics=topics, municipality=municipality)
    if place is not None:
        events = events.filter(place=place)
    return EventPage.objects.with_changes(events.soonest_first().for_cards()[:EVENTS_OF_ONE])


def events_just_past(since, now):
    """What took place between two instants, in the main language, for duty to ask about."""
    events = EventPage.objects.published().over(now).latest_first().filter(last__gt=since)
    events = events.filter(locale=Locale.get_default()).for_cards()
    return [
        PastEvent(
            page_id=event.pk,
            title=event.title,
            url=event.url,
            organisation_id=event.contribution.organisation_id,
            ended_at=event.last,
        )
        for event in EventPage.objects.with_changes(events)
        if event.status not in {EventStatus.CANCELLED, EventStatus.POSTPONED}
    ]
