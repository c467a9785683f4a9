"""The floor: what every section stands on and what knows no section."""

import secrets
from pathlib import PurePath

from django.db import models, transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from modelcluster.models import get_all_child_m2m_relations
from wagtail.admin.panels import FieldPanel
from wagtail.documents.models import AbstractDocument
from wagtail.fields import StreamField
from wagtail.images.models import (
    AbstractImage,
    AbstractRendition,
    WagtailImageField,
    WagtailImageFieldFile,
    get_upload_to,
)
from wagtail.models import Page, PageViewRestriction, TranslatableMixin
from wagtail.search import index
from wagtail.utils.file import hash_filelike

from core.blocks import BodyBlock
from core.findable import FindableRow
from core.marks import mark_choices
from core.pictures import without_metadata
from core.querysets import TermQuerySet, open_to_all
from core.search_fields import FacetField

# The root of Wagtail's tree has depth 1.
FRONT_PAGE_DEPTH = 2


class Term(FindableRow, TranslatableMixin, index.Indexed, models.Model):
    """A word by which texts are found, in its readers' language; kept by coordinators.

    An address that it had, and those of what was merged into it, lead to it for good.
    """

    name = models.CharField(_("name"), max_length=60)
    slug = models.SlugField(_("address"), max_length=60)

    objects = TermQuerySet.as_manager()

    panels = [FieldPanel("name"), FieldPanel("slug")]
    search_fields = [
        index.SearchField("name", boost=2),
        index.AutocompleteField("name"),
        index.FilterField("slug"),
    ]

    class Meta(TranslatableMixin.Meta):
        abstract = True

    def __str__(self):
        return self.name

    def save(self, *args, **kwargs):
        """Save, and keep the old address when it gets another one."""
        with transaction.atomic():
            before = type(self).objects.filter(pk=self.pk).values_list("slug", flat=True).first()
            super().save(*args, **kwargs)
            if before and before != self.slug:
                self.former.get_or_create(slug=before, number=None)


class FormerTerm(models.Model):
    """An address that a term had, or a term that was merged into it.

    ``number`` is the primary key of what was merged: drafts and earlier versions still name it.
    """

    slug = models.SlugField(max_length=60)
    number = models.BigIntegerField(null=True, unique=True)

    class Meta:
        abstract = True

    def __str__(self):
        return self.slug


class Topic(Term):
    """What a text is about, in the words of its readers."""

    search_kind = "tema"
    kind_label = _("Topic")
    kind_label_plural = _("Topics")
    hit_relations = ("locale",)
    search_fields = [*Term.search_fields, FacetField("slug", "tema")]

    class Meta(Term.Meta):
        # The address is the name without hooks: databases sort č, š and ž behind z.
        ordering = ["slug"]
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        constraints = [
            models.UniqueConstraint(fields=["locale", "slug"], name="topic_slug_once_per_language"),
        ]

    @property
    def url(self):
        return reverse("wagtail_serve", args=[f"teme/{self.slug}/"])


class FormerTopic(FormerTerm):
    term = models.ForeignKey(Topic, on_delete=models.CASCADE, related_name="former")


class LifeStage(Term):
    """A time in growing up: what somebody who looks for help is going through."""

    summary = models.CharField(
        _("in a few words"), max_length=120, blank=True, help_text=_("Stands on its door.")
    )
    mark = models.CharField(
        _("mark of the drawing"), max_length=20, blank=True, choices=mark_choices
    )
    position = models.PositiveSmallIntegerField(
        _("position"), default=0, help_text=_("Smaller numbers come first.")
    )
    is_urgent = models.BooleanField(
        _("for trouble"), default=False, help_text=_("Its door stands out and is never the last.")
    )

    panels = [
        *Term.panels,
        FieldPanel("summary"),
        FieldPanel("mark"),
        FieldPanel("position"),
        FieldPanel("is_urgent"),
    ]

    search_fields = [*Term.search_fields, FacetField("slug", "obdobje")]

    class Meta(Term.Meta):
        ordering = ["position", "slug"]
        verbose_name = _("life stage")
        verbose_name_plural = _("life stages")
        constraints = [
            models.UniqueConstraint(
                fields=["locale", "slug"], name="life_stage_slug_once_per_language"
            ),
        ]


class FormerLifeStage(FormerTerm):
    term = models.ForeignKey(LifeStage, on_delete=models.CASCADE, related_name="former")


class BasePage(Page):
    """Every page of the site.

    ``kind`` is the word that stands for the page's type in the search's address (``vrsta``) and
    ``kind_label`` what readers call it, ``kind_label_plural`` several of it; a type without one is
    not offered as a filter. ``section`` names the colour family, ``card_template`` the component
    that draws the page in a list, ``card_facts`` a few words that it shows. ``hit_relations`` are
    the rows beside its own that a search result shows, ``hit_facts`` a few words of these; a type
    without any is drawn by the search from what all pages have.
    ``helps_when_lost``: whether the type is offered to somebody whose search found nothing.
    """

    kind = ""
    kind_label = ""
    kind_label_plural = ""
    section = "home"
    card_template = "components/card.html"
    card_facts = ()
    hit_facts = ()
    hit_relations = ()
    helps_when_lost = False
    # What a translator translates, by the names of the fields.
    text_fields = ("title", "summary")

    summary = models.CharField(
        _("summary"),
        max_length=250,
        blank=True,
        help_text=_("One or two sentences that stand in lists and in search results."),
    )

    search_fields = [
        *Page.search_fields,
        index.SearchField("summary"),
        index.FilterField("translation_key"),
    ]
    content_panels = [*Page.content_panels, FieldPanel("summary")]

    class Meta:
        abstract = True

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        context["crumbs"] = self.crumbs(request)
        return context

    def get_view_restrictions(self):
        """Return who may open the page, as Wagtail does: without asking for the pages above it
        where it has just walked down from them."""
        walked = [self]
        while walked[-1].depth > FRONT_PAGE_DEPTH and not walked[-1].alias_of_id:
            above = getattr(walked[-1], "_cached_parent_obj", None)
            if above is None:
                break
            walked.append(above)
        if walked[-1].depth != FRONT_PAGE_DEPTH or walked[-1].alias_of_id:
            return super().get_view_restrictions()
        paths = [self.path[: self.steplen * depth] for depth in range(1, self.depth + 1)]
        return PageViewRestriction.objects.filter(page__path__in=paths)

    @classmethod
    def open_to_readers(cls):
        """Return the pages of this type that everybody may open, without their bodies."""
        return (
            open_to_all(cls._default_manager.live()).select_related("locale").defer_streamfields()
        )

    @classmethod
    def ready_as_hits(cls, pages):
        """Return ``pages`` as a list, with what a search result asks of each; few queries for all."""
        return list(pages)

    def is_over(self, now):
        """Tell whether it has passed at ``now``; only what takes place can."""
        return False

    def crumbs(self, request=None):
        """The way from the front page to the page above this one.

        Costs no query where Wagtail has just walked down the same way.
        """
        above = []
        page = self
        while page.depth > FRONT_PAGE_DEPTH:
            page = page.get_parent()
            above.insert(0, page)
        return [
            {
                "title": str(_("Home")) if page.depth == FRONT_PAGE_DEPTH else page.title,
                "url": page.get_url(request),
            }
            for page in above
            if page.live
        ]


class BodyMixin(models.Model):
    """A body of the shared blocks."""

    body = StreamField(BodyBlock(), blank=True, verbose_name=_("text"))

    class Meta:
        abstract = True


class TopicsMixin(models.Model):
    """Topics of a page; drafts keep theirs to themselves until they are published."""

    topics = ParentalManyToManyField(Topic, blank=True, verbose_name=_("topics"), related_name="+")

    class Meta:
        abstract = True

    @classmethod
    def from_serializable_data(cls, data, **kwargs):
        """Read a version; topics and life stages that were merged since are what they became."""
        data = dict(data)
        for field in get_all_child_m2m_relations(cls):
            if issubclass(field.related_model, Term) and data.get(field.name):
                data[field.name] = field.related_model.objects.now_called(data[field.name])
        return super().from_serializable_data(data, **kwargs)


def unguessable_name(folder: str, filename: str) -> str:
    """Return a path that tells nothing and cannot be guessed; only the suffix is kept."""
    return f"{folder}/{secrets.token_urlsafe(24)}{PurePath(filename).suffix.lower()[:8]}"


class CleanPictureFile(WagtailImageFieldFile):
    """Every way by which a picture reaches the storage ends here, also Wagtail's own."""

    def save(self, name, content, save=True):
        cleaned = without_metadata(content)
        # Of what is kept, not of what was sent: two uploads of one picture are the same.
        self.instance.file_hash = hash_filelike(cleaned)
        super().save(name, cleaned, save)


class CleanPictureField(WagtailImageField):
    attr_class = CleanPictureFile

    def deconstruct(self):
        name, _path, args, kwargs = super().deconstruct()
        # For the database nothing changes.
        return name, "wagtail.images.models.WagtailImageField", args, kwargs


class Consent(models.TextChoices):
    """Whether the people whom a picture shows agree that everybody sees it."""

    NOBODY = "nobody", _("nobody can be recognised")
    AGREED = "agreed", _("everybody agrees, for children their parents")
    UNKNOWN = "unknown", _("not known yet")


class Picture(AbstractImage):
    """A picture with its author and whether the people in it agree.

    What the camera wrote into it is removed when it arrives.
    """

    file = CleanPictureField(
        _("file"), upload_to=get_upload_to, width_field="width", height_field="height"
    )
    author = models.CharField(_("author of the picture"), max_length=120, blank=True)
    consent = models.CharField(
        _("do the people in it agree?"), max_length=8, choices=Consent, default=Consent.UNKNOWN
    )

    admin_form_fields = (
        "title",
        "file",
        "author",
        "consent",
        "description",
        "collection",
        "focal_point_x",
        "focal_point_y",
        "focal_point_width",
        "focal_point_height",
    )

    class Meta(AbstractImage.Meta):
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")

    def save(self, *args, **kwargs):
        before = self.file_hash
        super().save(*args, **kwargs)
        # A new file becomes known while the row is written, after the column of its hash.
        if self.file_hash != before:
            type(self).objects.filter(pk=self.pk).update(file_hash=self.file_hash)

    def get_upload_to(self, filename):
        return unguessable_name("originals", filename)


class PictureRendition(AbstractRendition):
    image = models.ForeignKey(Picture, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["image", "filter_spec", "focal_point_key"], name="one_rendition_of_a_kind"
            ),
        ]


def file_name(instance, filename: str) -> str:
    """Name an uploaded file; a function of the module because migrations refer to it."""
    return unguessable_name("files", filename)


class File(AbstractDocument):
    """A file for readers. It lies under a name that cannot be guessed and is served by a check."""

    file = models.FileField(_("file"), upload_to=file_name)

    admin_form_fields = ("title", "file", "collection")

    class Meta(AbstractDocument.Meta):
        verbose_name = _("file")
        verbose_name_plural = _("files")


class GoneAddress(models.Model):
    """The address of a page that was public and is deleted for good: it answers 410."""

    path = models.CharField(_("address"), max_length=500, unique=True)
    gone_at = models.DateTimeField(_("deleted at"))

    class Meta:
        verbose_name = _("deleted address")
        verbose_name_plural = _("deleted addresses")

    def __str__(self):
        return self.path


class Job(models.Model):
    """When a recurring job of the scheduler is due next; shared by all schedulers."""

    name = models.CharField(max_length=80, unique=True)
    due_at = models.DateTimeField()
    last_run_at = models.DateTimeField(null=True)
    last_error = models.TextField(blank=True)

    def __str__(self):
        return self.name
