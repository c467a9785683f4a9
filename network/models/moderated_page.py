"""The page that belongs to an organisation and goes through review."""

import math
import re

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction
from django.forms import CheckboxSelectMultiple
from django.http import Http404
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.models import Page
from wagtail.search import index

from core.marks import mark_choices
from core.models import BasePage, BodyMixin, Picture, TopicsMixin
from core.querysets import is_restricted, open_to_all
from core.search_fields import FacetField
from network.forms import ModeratedPageForm
from network.models.contribution import Contribution
from network.models.geography import Municipality
from network.permissions import ModeratedPagePermissionTester, SectionPermissionTester
from network.rights import Proposal
from network.translations import original_of, take_facts

WORDS_PER_MINUTE = 190


class ModeratedPage(TopicsMixin, BodyMixin, BasePage):
    """Posts, events, guides, mentor profiles: handed in, read by the partner on duty, published.

    A new page needs its owner: ``PostPage(organisation=…, title=…)``; a translation has that of
    its source. From then on it stands in the page's contribution. Nobody publishes through
    Wagtail's own button, so the publishing, privacy and address fields are not in the form;
    ``moderation.services`` does these things.
    """

    kicker = models.CharField(
        _("rubric"), max_length=40, blank=True, help_text=_("A word above the title.")
    )
    municipality = models.ForeignKey(
        Municipality,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("municipality"),
    )
    picture = models.ForeignKey(
        Picture,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("picture"),
    )
    picture_alt = models.CharField(
        _("what the picture shows"),
        max_length=200,
        blank=True,
        help_text=_("For readers who cannot see it."),
    )
    mark = models.CharField(
        _("mark of the drawing"),
        max_length=20,
        blank=True,
        choices=mark_choices,
        help_text=_("What stands in the drawn picture where there is no photograph."),
    )

    base_form_class = ModeratedPageForm
    subpage_types = []
    show_in_menus_default = False
    # Whether texts of one organisation with the same title are ordinary: each has its own day.
    recurs = False
    text_fields = (*BasePage.text_fields, "kicker", "picture_alt", "body")
    # What two versions are compared in beside topics and body, in the order of reading. Where a
    # field's value is not its words, ``<field>_in_words()`` says them.
    compared_fields = ("title", "kicker", "summary", "municipality", "picture", "picture_alt")
    # Whether an organisation can be trusted to publish its texts of this kind itself.
    can_be_trusted = False

    search_fields = [
        *BasePage.search_fields,
        index.SearchField("body"),
        index.SearchField("kicker"),
        index.FilterField("municipality_id"),
        index.SearchField("owner_names"),
        index.SearchField("found_in"),
        index.RelatedFields("topics", [index.SearchField("name")]),
        FacetField("topics", "tema"),
        FacetField("found_in", "obcina"),
        FacetField("organisation", "organizacija"),
    ]
    content_panels = [
        FieldPanel("organisation"),
        # Wagtail's own panel for the title fills the address, which is not in this form.
        FieldPanel("title", classname="title"),
        FieldPanel("summary"),
        FieldPanel("kicker"),
        FieldPanel("topics", widget=CheckboxSelectMultiple),
        FieldPanel("municipality"),
        MultiFieldPanel(
            [FieldPanel("picture"), FieldPanel("picture_alt"), FieldPanel("mark")],
            heading=_("picture"),
        ),
        FieldPanel("body"),
    ]
    promote_panels = []
    settings_panels = []

    class Meta:
        abstract = True

    def __init__(self, *args, organisation=None, **kwargs):
        super().__init__(*args, **kwargs)
        self._new_owner = organisation

    def save(self, *args, **kwargs):
        """Save, and give a new page its row.

        :raises ValueError: when a new page has no organisation
        """
        is_new = self._state.adding
        is_translation = is_new and self._new_owner is None
        if is_translation:
            self._new_owner = self._owner_of_translations()
        with transaction.atomic():
            super().save(*args, **kwargs)
            if is_new:
                contribution = Contribution.objects.create(
                    page_id=self.pk,
                    organisation=self._new_owner,
                    is_translation=is_translation,
                )
                # A translation is begun by whoever had it made, not by who wrote its source.
                if self.owner_id and not is_translation:
                    contribution.authors.add(self.owner_id)

    def _owner_of_translations(self):
        """A translation belongs to whom the text belongs in its other languages."""
        others = Contribution.objects.filter(page__translation_key=self.translation_key)
        other = others.select_related("organisation").first()
        if other is None:
            raise ValueError("A moderated page needs an organisation")
        return other.organisation

    @cached_property
    def public_translations(self):
        """The text in every language in which everybody may read it."""
        rows = open_to_all(Page.objects.live().filter(translation_key=self.translation_key))
        return list(rows.select_related("locale"))

    def save_revision(self, user=None, overwrite_revision=None, **kwargs):
        """Keep a version, and note who wrote it: authors do not decide about their own words.

        What somebody may be reading or has approved is never overwritten in place, as the
        editor's autosave would.

        :raises PermissionDenied: while the page is handed in and ``user`` may not mend it
        """
        with transaction.atomic():
            contribution = Contribution.objects.locked(self.pk)
            is_handed_in = contribution.proposal == Proposal.SUBMITTED
            if is_handed_in and user and not self.permissions_for_user(user).can_mend(contribution):
                raise PermissionDenied
            if overwrite_revision and (
                overwrite_revision.pk in {contribution.submitted_revision_id, self.live_revision_id}
                or contribution.scheduled_for
            ):
                overwrite_revision = None
            revision = super().save_revision(
                user=user, overwrite_revision=overwrite_revision, **kwargs
            )
            if not is_handed_in:
                if user:
                    contribution.authors.add(user)
                if contribution.proposal == Proposal.NONE:
                    contribution.proposal = Proposal.DRAFT.value
                    contribution.save(update_fields=["proposal"])
        return revision

    def clean_for_hand_in(self):
        """Refuse a draft that readers could not use; what all texts need, the checks ask for.

        :raises ValidationError: with the fields that are missing
        """
        if not self.body:
            raise ValidationError({"body": _("Write the text.")})

    def with_content_json(self, content):
        """Return a version as an object; a translation's facts are always its source's."""
        version = super().with_content_json(content)
        if original_of(self):
            take_facts(version, self)
        return version

    @classmethod
    def shared_fields(cls):
        """What a translation has from its source: every field of ours that holds no text."""
        of_wagtail = {field.name for field in Page._meta.get_fields()}
        return [
            field
            for field in cls._meta.get_fields()
            if field.concrete
            and not field.auto_created
            and not getattr(field.remote_field, "parent_link", False)
            and field.name not in of_wagtail
            and field.name not in cls.text_fields
        ]

    @classmethod
    def get_indexed_objects(cls):
        rows = super().get_indexed_objects()
        return rows.select_related("contribution__organisation", "municipality")

    def permissions_for_user(self, user):
        return ModeratedPagePermissionTester(user, self)

    @property
    def organisation(self):
        return self._new_owner if self._state.adding else self.contribution.organisation

    @property
    def owner_name(self):
        return self.organisation.short_name or self.organisation.name

    @property
    def owner_names(self):
        """What readers may call the organisation."""
        return [self.organisation.name, self.organisation.short_name]

    @property
    def found_in(self):
        """The municipality by which readers who search narrow to it, or None."""
        return self.municipality

    @property
    def published_on(self):
        return self.first_published_at

    @property
    def reading_minutes(self):
        """Minutes that a reader needs, at least one."""
        text = " ".join(self.body.stream_block.get_searchable_content(self.body))
        return max(1, math.ceil(len(re.findall(r"\w+", text)) / WORDS_PER_MINUTE))


class SectionIndexPage(BasePage):
    """The page above a section's moderated pages; it belongs to coordinators, its children do not."""

    max_count_per_parent = 1
    show_in_menus_default = True

    class Meta:
        abstract = True

    def permissions_for_user(self, user):
        return SectionPermissionTester(user, self)

    def route(self, request, path_components):
        """Find a text of the section together with what its page shows, in one query.

        Its translations come along: every page says in which languages it is.
        """
        if len(path_components) != 1:
            return super().route(request, path_components)
        [model] = self.allowed_subpage_models()
        asked = model.objects.child_of(self).filter(slug=path_components[0])
        in_all_languages = model.objects.filter(translation_key__in=asked.values("translation_key"))
        texts = list(in_all_languages.for_detail().annotate(is_closed=is_restricted()))
        text = next((text for text in texts if text.locale_id == self.locale_id), None)
        if text is None:
            raise Http404
        text.public_translations = [row for row in texts if row.live and not row.is_closed]
        # Wagtail does the same; whoever asks for the page above need not ask the database.
        text._cached_parent_obj = self
        return text.route(request, [])
