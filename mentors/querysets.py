from django.db.models import Q
from wagtail.models import PageManager, PageQuerySet

from core.querysets import open_to_all


class MentorPageQuerySet(PageQuerySet):
    def published(self):
        """What everybody may read, the newest first."""
        return open_to_all(self.live()).order_by("-first_published_at", "-pk")

    def for_cards(self):
        """Rows with what a card shows; the number of queries does not grow with them."""
        return (
            self.select_related("contribution__organisation", "municipality", "picture")
            .prefetch_related("picture__renditions")
            .defer_streamfields()
        )

    def for_detail(self):
        """Rows with what the mentor's own page shows."""
        return self.select_related(
            "contribution__organisation__municipality", "municipality", "picture"
        )

    def reachable_from(self, municipality):
        """Mentors whom one can meet in a municipality, and those who help online from anywhere."""
        return self.filter(Q(municipality=municipality) | Q(online=True))

    def related_to(self, mentor):
        """Other mentors in the same field, the newest first."""
        return (
            self.published()
            .filter(locale=mentor.locale_id, field=mentor.field)
            .exclude(pk=mentor.pk)
            .for_cards()
        )


MentorPageManager = PageManager.from_queryset(MentorPageQuerySet)
