from django.db.models import Q
from wagtail.models import PageManager

from network.querysets import ModeratedPageQuerySet


class MentorPageQuerySet(ModeratedPageQuerySet):
    def for_detail(self):
        """Rows with what the mentor's own page shows."""
        return super().for_detail().select_related("contribution__organisation__municipality")

    def reachable_from(self, municipality):
        """Mentors whom one can meet in a municipality, and those who help online from anywhere."""
        return self.filter(Q(municipality=municipality) | Q(online=True))

    def related_to(self, mentor):
        """Other mentors in the same field, the newest first."""
        return (
            self.published()
            .offered_in(mentor.locale_id)
            .filter(field=mentor.field)
            .exclude(translation_key=mentor.translation_key)
            .for_cards()
        )


MentorPageManager = PageManager.from_queryset(MentorPageQuerySet)
