from django.db.models import Q
from wagtail.models import PageManager, PageQuerySet

from core.querysets import open_to_all


class GuidePageQuerySet(PageQuerySet):
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
        """Rows with what the guide's own page shows."""
        return self.select_related("contribution__organisation", "municipality", "picture")

    def related_to(self, guide, *, topics, life_stages):
        """Other guides about one of ``topics`` or for one of ``life_stages``, the newest first."""
        return (
            self.published()
            .filter(locale=guide.locale_id)
            .filter(Q(life_stages__in=life_stages) | Q(topics__in=topics))
            .exclude(pk=guide.pk)
            .distinct()
            .for_cards()
        )


GuidePageManager = PageManager.from_queryset(GuidePageQuerySet)
