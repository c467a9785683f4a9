from django.db.models import Q
from wagtail.models import PageManager

from network.querysets import ModeratedPageQuerySet, same_in_all_languages


class PostPageQuerySet(ModeratedPageQuerySet):
    def related_to(self, post):
        """Posts that share a topic or the organisation, the newest first."""
        keys = same_in_all_languages(post.topics.all())
        return (
            self.published()
            .offered_in(post.locale_id)
            .filter(
                Q(topics__translation_key__in=keys)
                | Q(contribution__organisation=post.contribution.organisation_id)
            )
            .exclude(translation_key=post.translation_key)
            .distinct()
            .for_cards()
        )


PostPageManager = PageManager.from_queryset(PostPageQuerySet)
