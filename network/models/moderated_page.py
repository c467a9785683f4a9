"""The page that belongs to an organisation and goes through review."""

import math
import re

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction
from django.forms import CheckboxSelectMultiple
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.search import index

from core.models import BasePage, BodyMixin, Picture, TopicsMixin
from network.forms import ModeratedPageForm
from network.marks import mark_choices
from network.models.contribution import Contribution
from network.models.geography import Municipality
from network.permissions import ModeratedPagePermissionTester, SectionPermissionTester
from network.rights import Proposal

WORDS_PER_MINUTE = 190


class ModeratedPage(TopicsMixin, BodyMixin, BasePage):
    """Posts, events, guides, mentor profiles: handed in, read by the partner on duty, published.

    A new page needs its owner: ``PostPage(organisation=…, title=…)``. From then on it stands in
    the page's contribution. Nobody publishes through Wagtail's own button, so the publishing,
    privacy and address fields are not in the form; ``moderation.services`` does these things.
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

    search_fields = [
        *BasePage.search_fields,
        index.SearchField("body"),
        index.SearchField("kicker"),
        index.FilterField("municipality_id"),
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
        if is_new and self._new_owner is None:
            raise ValueError("A moderated page needs an organisation")
        with transaction.atomic():
            super().save(*args, **kwargs)
            if is_new:
                contribution = Contribution.objects.create(
                    page_id=self.pk, organisation=self._new_owner
                )
                if self.owner_id:
                    contribution.authors.add(self.owner_id)

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
        """Refuse a draft that readers could not use.

        :raises ValidationError: with the fields that are missing
        """
        missing = {}
        if not self.summary.strip():
            missing["summary"] = _("Write one or two sentences that stand in lists.")
        if not self.body:
            missing["body"] = _("Write the text.")
        if self.picture_id and not self.picture_alt.strip():
            missing["picture_alt"] = _("Say what the picture shows.")
        if missing:
            raise ValidationError(missing)

    def permissions_for_user(self, user):
        return ModeratedPagePermissionTester(user, self)

    @property
    def organisation(self):
        return self._new_owner if self._state.adding else self.contribution.organisation

    @property
    def owner_name(self):
        return self.organisation.short_name or self.organisation.name

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
        """Find a text of the section together with what its page shows, in one query."""
        if len(path_components) != 1:
            return super().route(request, path_components)
        [model] = self.allowed_subpage_models()
        texts = model.objects.child_of(self).filter(slug=path_components[0])
        text = get_object_or_404(texts.for_detail())
        # Wagtail does the same; whoever asks for the page above need not ask the database.
        text._cached_parent_obj = self
        return text.route(request, [])
