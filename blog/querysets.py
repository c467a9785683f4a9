from django.db.models import Q
from wagtail.models import PageManager, PageQuerySet

from core.querysets import open_to_all


class PostPageQuerySet(PageQuerySet):
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
        """Rows with what the post's own page shows."""
        return self.select_related("contribution__organisation", "municipality", "picture")

    def of_organisation(self, organisation):
        return self.filter(contribution__organisation=organisation)

    def related_to(self, post):
        """Posts that share a topic or the organisation, the newest first."""
        return (
            self.published()
            .filter(locale=post.locale_id)
            .filter(
                Q(topics__in=post.topics.all())
                | Q(contribution__organisation=post.contribution.organisation_id)
            )
            .exclude(pk=post.pk)
            .distinct()
            .for_cards()
        )


PostPageManager = PageManager.from_queryset(PostPageQuerySet)
