"""One row per moderated page: whose it is and what stands between a draft and its readers."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page, Revision

from network.querysets import ContributionQuerySet, public_state
from network.rights import Case, Proposal

PROPOSAL_LABELS = {
    Proposal.NONE: _("nothing waits"),
    Proposal.DRAFT: _("draft"),
    Proposal.SUBMITTED: _("handed in"),
    Proposal.SENT_BACK: _("sent back"),
}


class Contribution(models.Model):
    """What an organisation contributes, beside the page that holds the text.

    Wagtail's page knows what is public; this row knows the proposal. Only the services of
    ``network`` and ``moderation`` write it; the check ``network.E001`` compares it with
    Wagtail's workflow states.
    """

    page = models.OneToOneField(Page, on_delete=models.CASCADE, related_name="contribution")
    organisation = models.ForeignKey(
        "network.Organisation", on_delete=models.PROTECT, related_name="contributions"
    )
    proposal = models.CharField(
        max_length=10,
        choices=[(state.value, label) for state, label in PROPOSAL_LABELS.items()],
        default=Proposal.DRAFT.value,
    )
    authors = models.ManyToManyField(
        settings.AUTH_USER_MODEL,
        related_name="+",
        help_text="Whoever wrote part of the open proposal; emptied when it is published.",
    )
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    submitted_at = models.DateTimeField(null=True, blank=True)
    submitted_revision = models.ForeignKey(
        Revision, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    submitted_digest = models.CharField(max_length=64, blank=True)
    answer_by = models.DateField(
        null=True, blank=True, help_text="The day until which the author is promised an answer."
    )
    taken_over_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text="Whoever began it for an organisation for which they do not act.",
    )
    is_translation = models.BooleanField(
        default=False, help_text="The text was written in another language first."
    )
    scheduled_for = models.DateTimeField(
        null=True, blank=True, help_text="When an approved text goes live by itself."
    )

    objects = ContributionQuerySet.as_manager()

    class Meta:
        verbose_name = _("contribution")
        verbose_name_plural = _("contributions")
        indexes = [
            models.Index(fields=["proposal", "submitted_at"], name="contribution_queue"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(proposal=Proposal.SUBMITTED.value)
                | Q(
                    submitted_at__isnull=False,
                    answer_by__isnull=False,
                    submitted_digest__gt="",
                ),
                name="what_is_handed_in_has_time_and_digest",
            ),
        ]

    def __str__(self):
        return self.page.draft_title or self.page.title

    @property
    def public(self):
        """What the public sees of it, a ``rights.Public``."""
        return public_state(self)

    @property
    def is_trusted(self):
        """Tell whether its organisation publishes texts of this kind itself."""
        kind = self.page.specific_class
        return bool(kind and kind.can_be_trusted and self.organisation.is_trusted_for_events)

    def as_case(self) -> Case:
        """What rights need to know of it; reads the authors (prefetch them in lists)."""
        authors = {author.pk for author in self.authors.all()}
        return Case(
            organisation=self.organisation_id,
            public=self.public,
            proposal=Proposal(self.proposal),
            authors=frozenset((authors | {self.page.owner_id, self.submitted_by_id}) - {None}),
            taken_over_by=self.taken_over_by_id,
            organisation_is_active=self.organisation.is_active,
            is_scheduled=self.scheduled_for is not None,
            is_translation=self.is_translation,
            is_trusted=self.is_trusted,
            entered_by=self.entered_by_id,
        )
