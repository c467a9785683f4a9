"""The floor: what every section stands on and what knows no section."""

import secrets
from pathlib import PurePath

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
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
from wagtail.models import Page, TranslatableMixin
from wagtail.search import index

from core.blocks import BodyBlock
from core.pictures import without_metadata

# The root of Wagtail's tree has depth 1.
FRONT_PAGE_DEPTH = 2


class Topic(TranslatableMixin, index.Indexed, models.Model):
    """What a text is about, in the words of its readers; kept by coordinators."""

    name = models.CharField(_("name"), max_length=60)
    slug = models.SlugField(_("address"), max_length=60)

    panels = [FieldPanel("name"), FieldPanel("slug")]
    search_fields = [index.SearchField("name"), index.AutocompleteField("name")]

    class Meta(TranslatableMixin.Meta):
        # The address is the name without hooks: databases sort č, š and ž behind z.
        ordering = ["slug"]
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        constraints = [
            models.UniqueConstraint(fields=["locale", "slug"], name="topic_slug_once_per_language"),
        ]

    def __str__(self):
        return self.name

    @property
    def url(self):
        return f"/teme/{self.slug}/"


class BasePage(Page):
    """Every page of the site.

    ``kind`` is the word that stands for the page's type in the search's address (``vrsta``) and
    ``kind_label`` what readers call it, ``kind_label_plural`` several of it; a type without one is
    not offered as a filter. ``section`` names the colour family, ``card_template`` the component
    that draws the page in a list. ``hit_relations`` are the rows beside its own that a search
    result shows.
    """

    kind = ""
    kind_label = ""
    kind_label_plural = ""
    section = "home"
    card_template = "components/card.html"
    hit_relations = ()

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


def unguessable_name(folder: str, filename: str) -> str:
    """Return a path that tells nothing and cannot be guessed; only the suffix is kept."""
    return f"{folder}/{secrets.token_urlsafe(24)}{PurePath(filename).suffix.lower()[:8]}"


class CleanPictureFile(WagtailImageFieldFile):
    """Every way by which a picture reaches the storage ends here, also Wagtail's own."""

    def save(self, name, content, save=True):
        super().save(name, without_metadata(content), save)


class CleanPictureField(WagtailImageField):
    attr_class = CleanPictureFile

    def deconstruct(self):
        name, _path, args, kwargs = super().deconstruct()
        # For the database nothing changes.
        return name, "wagtail.images.models.WagtailImageField", args, kwargs


class Picture(AbstractImage):
    """A picture with its author. What the camera wrote into it is removed when it arrives."""

    file = CleanPictureField(
        _("file"), upload_to=get_upload_to, width_field="width", height_field="height"
    )
    author = models.CharField(_("author of the picture"), max_length=120, blank=True)

    admin_form_fields = (
        "title",
        "file",
        "author",
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
