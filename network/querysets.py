"""Which organisations, memberships and contributions, for whom and when."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import (
    Case,
    CharField,
    Exists,
    F,
    Max,
    OuterRef,
    Q,
    Subquery,
    When,
    prefetch_related_objects,
)
from django.db.models.functions import Cast, Greatest
from wagtail.models import Page, PageQuerySet, Revision
from wagtail.search.queryset import SearchableQuerySetMixin

from core.querysets import open_to_all
from network.rights import Duty, Person, Proposal, Public, is_on_duty


def same_in_all_languages(terms):
    """The keys that topics or life stages of one kind share with their translations."""
    terms = list(terms)
    if not terms:
        return []
    model = type(terms[0])
    return model.objects.filter(pk__in=[term.pk for term in terms]).values("translation_key")


class ModeratedPageQuerySet(PageQuerySet):
    """What every section asks of its texts."""

    def published(self):
        """What everybody may read, the newest first."""
        return open_to_all(self.live()).order_by("-first_published_at", "-pk")

    def offered_in(self, locale):
        """Texts in a language and, where there is none in it, those in the main language.

        Cards and pages say in which language a text is when that is not the reader's.
        """
        translated = Page.objects.live().filter(
            locale=locale, translation_key=OuterRef("translation_key")
        )
        in_main_language = Q(locale__language_code=settings.LANGUAGE_CODE)
        return self.filter(Q(locale=locale) | (in_main_language & ~Exists(translated)))

    def about(self, *topics):
        """Texts about one of ``topics``, whichever language each of both is in."""
        return self.filter(topics__translation_key__in=same_in_all_languages(topics)).distinct()

    def for_cards(self):
        """Rows with what a card shows; the number of queries does not grow with them."""
        return (
            self.select_related("contribution__organisation", "locale", "municipality", "picture")
            .prefetch_related("picture__renditions")
            .defer_streamfields()
        )

    def for_detail(self):
        """Rows with what the text's own page shows."""
        return self.select_related(
            "contribution__organisation", "locale", "municipality", "picture"
        )

    def of_organisation(self, organisation):
        return self.filter(contribution__organisation=organisation)

    def in_municipality(self, municipality):
        return self.filter(municipality=municipality)

    def within(self, *, organisation=None, topics=(), municipality=None):
        """Texts of all that is given: whose, about what, where."""
        texts = self
        if organisation is not None:
            texts = texts.of_organisation(organisation)
        if topics:
            texts = texts.about(*topics)
        if municipality is not None:
            texts = texts.in_municipality(municipality)
        return texts


class OrganisationQuerySet(SearchableQuerySetMixin, models.QuerySet):
    def active(self):
        return self.filter(is_active=True)

    def for_cards(self):
        """Rows with what a card shows; the number of queries does not grow with them."""
        return self.select_related("municipality", "logo").prefetch_related("logo__renditions")

    def by_trust(self):
        """Those in the network or trusted, trusted ones first, each with when that last changed."""
        return (
            self.filter(Q(is_active=True) | Q(is_trusted_for_events=True))
            .annotate(trust_changed_at=Max("trust_changes__at"))
            .order_by("-is_trusted_for_events", "slug")
        )

    def besides(self, person: Person):
        """Organisations in the network for which the person does not act."""
        return self.active().exclude(pk__in=person.member_of)

    def that_hand_in(self):
        """Organisations of which texts are expected: those of young people."""
        return self.filter(Q(is_youth_organisation=True) | Q(is_youth_cell=True))

    def silent_since(self, moment: datetime):
        """Organisations of which nothing was handed in or published since, the longest silent first.

        ``heard_at`` is when something last was; nothing where nothing ever was.
        """
        return (
            self.annotate(
                handed_in_at=Max("contributions__submitted_at"),
                published_at=Max("contributions__page__first_published_at"),
            )
            .annotate(
                heard_at=Case(
                    When(handed_in_at=None, then="published_at"),
                    When(published_at=None, then="handed_in_at"),
                    default=Greatest("handed_in_at", "published_at"),
                )
            )
            .filter(Q(heard_at=None) | Q(heard_at__lt=moment))
            .order_by(F("heard_at").asc(nulls_last=True), "slug")
        )

    def partners(self):
        """Organisations that take monthly duty."""
        return self.filter(is_partner=True)


class PlaceQuerySet(SearchableQuerySetMixin, models.QuerySet):
    def active(self):
        return self.filter(is_active=True)

    def for_cards(self):
        """Rows with what a card shows; the number of queries does not grow with them."""
        return self.select_related("municipality")

    def to_choose(self, current=None):
        """Places in use, and the one that was chosen when it still was."""
        return self.filter(Q(is_active=True) | Q(pk=current))

    def for_detail(self):
        """Rows with what the place's own page shows."""
        return self.select_related("municipality", "organisation")

    def with_standing(self, places, now: datetime):
        """Return ``places`` as a list, each knowing how it stands at ``now``; two queries for all."""
        places = list(places)
        prefetch_related_objects(places, "opening_times", "opening_exceptions")
        for place in places:
            place.standing = place.standing_at(now) if place.is_active else None
        return places


class MembershipQuerySet(models.QuerySet):
    def active(self):
        """Memberships of people whose account works."""
        return self.filter(user__is_active=True)


def _entered_and_never_public(person: Person, prefix: str = "") -> Q:
    """What the person began for an organisation for which they do not act."""
    return Q(
        **{
            f"{prefix}entered_by": person.id,
            f"{prefix}scheduled_for": None,
            f"{prefix}page__live": False,
            f"{prefix}page__first_published_at": None,
            f"{prefix}page__expired": False,
        }
    )


def _not_public_but_seen_by(person: Person, duty: Duty, prefix: str = "") -> Q:
    """The set-wise twin of ``rights.may(Action.SEE)``; a test compares the two on every case."""
    seen = Q(**{f"{prefix}organisation__in": person.member_of})
    if person.member_of:
        seen |= _entered_and_never_public(person, prefix)
    submitted = Q(**{f"{prefix}proposal": Proposal.SUBMITTED})
    if is_on_duty(person, duty):
        nothing_new = Q(**{f"{prefix}proposal": Proposal.NONE})
        scheduled = Q(**{f"{prefix}scheduled_for__isnull": False})
        seen |= submitted | (scheduled & nothing_new)
    elif duty.next_partner in person.member_of and duty.partner is not None:
        seen |= (
            submitted
            & Q(**{f"{prefix}organisation": duty.partner})
            & ~Q(**{f"{prefix}authors": person.id})
            & ~Q(**{f"{prefix}page__owner": person.id})
            & ~Q(**{f"{prefix}submitted_by": person.id})
        )
    return seen


class ContributionQuerySet(models.QuerySet):
    def seen_by(self, person: Person, duty: Duty):
        """Contributions whose unpublished text the person may read."""
        if person.is_superuser or person.is_coordinator:
            return self
        if not person.id:
            return self.none()
        return self.filter(
            pk__in=self.model._base_manager.filter(_not_public_but_seen_by(person, duty)).values(
                "pk"
            )
        )

    def to_decide_by(self, person: Person, duty: Duty):
        """The set-wise twin of ``rights.may_decide``; a test compares the two on every case."""
        waiting = self.filter(proposal=Proposal.SUBMITTED)
        if person.is_superuser:
            return waiting
        decided = Q(pk__in=[])
        if is_on_duty(person, duty):
            decided = Q()
        else:
            if person.is_coordinator:
                decided |= Q(taken_over_by=person.id)
            is_next = duty.next_partner in person.member_of
            if duty.partner is not None and (person.is_coordinator or is_next):
                decided |= Q(organisation=duty.partner)
        own = Q(authors=person.id) | Q(page__owner=person.id) | Q(submitted_by=person.id)
        return waiting.filter(decided).exclude(
            pk__in=self.model._base_manager.filter(own).values("pk")
        )

    def locked(self, page_id: int):
        """Return a page's contribution, its row locked until the transaction ends.

        The row is locked first and read after: a query of PostgreSQL that had to wait gives the
        locked row as it is now, but what it joins (the page) as it was before the wait. SQLite has
        no row locks; there a transaction takes the whole database when it begins.

        :raises DoesNotExist: when the page is gone or is none of ours
        """
        list(self.filter(page=page_id).select_for_update().values_list("pk"))
        return self.select_related(
            "page", "organisation", "submitted_by", "submitted_revision"
        ).get(page=page_id)

    def of_organisations(self, ids):
        return self.filter(organisation__in=ids)

    def written_by(self, person: Person):
        """What the person's organisations write, and what the person entered for others."""
        theirs = Q(organisation__in=person.member_of)
        if person.member_of or person.is_coordinator:
            theirs |= _entered_and_never_public(person)
        return self.filter(theirs)

    def submitted(self):
        """What waits for a decision, the longest waiting first."""
        return self.filter(proposal=Proposal.SUBMITTED).order_by("submitted_at", "pk")

    def last_written_by_organisation(self, ids, *, but_no_kind_of) -> dict[int, datetime]:
        """Return when each organisation last wrote on a text of another kind than these pages are."""
        kinds = Page.objects.filter(pk__in=but_no_kind_of).values("content_type")
        written = self.of_organisations(ids).exclude(page__content_type__in=kinds).order_by()
        return dict(
            written.values("organisation")
            .annotate(last=Max("page__latest_revision_created_at"))
            .values_list("organisation", "last")
        )

    def scheduled(self):
        """What was approved for a date that is still to come, the soonest first.

        ``approved_title`` is the title that was approved; a draft that came later has its own.
        """
        approved = Revision.objects.filter(
            approved_go_live_at__isnull=False,
            base_content_type__app_label="wagtailcore",
            base_content_type__model="page",
            object_id=Cast(OuterRef("page_id"), CharField()),
        )
        return (
            self.filter(scheduled_for__isnull=False)
            .annotate(approved_title=Subquery(approved.values("object_str")[:1]))
            .order_by("scheduled_for", "pk")
        )

    def with_page(self):
        """Everything that a list shows, in a number of queries that does not grow with rows."""
        return self.select_related(
            "page__content_type",
            "page__locale",
            "page__original",
            "organisation__municipality",
            "submitted_by",
        )


def pages_in_cms(person: Person, duty: Duty):
    """Pages that the person may meet in a list of the CMS: their own, public ones and, on duty,
    those handed in.

    A live page whose newest draft has another title is left out for others: Wagtail lists pages
    by the title of the draft.
    """
    if person.is_superuser or person.is_coordinator:
        return Page.objects.all()
    if not person.id:
        return Page.objects.none()
    public = Q(live=True, draft_title=F("title"), view_restrictions=None)
    frame = Q(contribution=None, live=True)
    return Page.objects.filter(
        pk__in=Page.objects.filter(
            public | frame | _not_public_but_seen_by(person, duty, "contribution__")
        ).values("pk")
    )


def public_state(contribution, now: datetime | None = None) -> Public:
    """What the public sees of a contribution, from its row and its page; costs no query."""
    page = contribution.page
    if page.live:
        return Public.LIVE
    if contribution.scheduled_for:
        return Public.SCHEDULED
    if page.expired:
        return Public.EXPIRED
    if page.first_published_at:
        return Public.TAKEN_DOWN
    return Public.NEVER
