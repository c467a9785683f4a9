from datetime import date, timedelta

from django.db.models import F, Q
from wagtail.models import PageManager

from network.querysets import ModeratedPageQuerySet, same_in_all_languages

# Addresses, forms and amounts change with the year.
CHECKED_EVERY = timedelta(days=365)


class GuidePageQuerySet(ModeratedPageQuerySet):
    def of_organisation(self, organisation):
        """Guides that an organisation keeps, and those in which it is the one to call.

        Whoever is called on stands behind a guide for its readers.
        """
        called_on = self.model._default_manager.filter(call_on=organisation).values("pk")
        return self.filter(Q(contribution__organisation=organisation) | Q(pk__in=called_on))

    def past_review(self, today: date):
        """Public guides that nobody has checked for a year, the longest unchecked first.

        A translation takes its facts from the original and is checked with it.
        """
        unchecked = Q(checked_on=None) | Q(checked_on__lt=today - CHECKED_EVERY)
        return (
            self.published()
            .filter(unchecked, contribution__is_translation=False)
            .order_by(F("checked_on").asc(nulls_first=True), "pk")
        )

    def in_life_stage(self, life_stage):
        """Guides for a life stage, whichever language each of both is in."""
        return self.filter(life_stages__translation_key=life_stage.translation_key)

    def related_to(self, guide, *, topics, life_stages):
        """Other guides about one of ``topics`` or for one of ``life_stages``, the newest first."""
        return (
            self.published()
            .offered_in(guide.locale_id)
            .filter(
                Q(life_stages__translation_key__in=same_in_all_languages(life_stages))
                | Q(topics__translation_key__in=same_in_all_languages(topics))
            )
            .exclude(translation_key=guide.translation_key)
            .distinct()
            .for_cards()
        )


GuidePageManager = PageManager.from_queryset(GuidePageQuerySet)
