"""Links in rich text to pages of this site: they lead to what is public, or nowhere."""

from wagtail.admin.rich_text.converters.html_to_contentstate import PageLinkElementHandler
from wagtail.models import Page
from wagtail.rich_text.pages import PageLinkHandler


class PublicPageLinkHandler(PageLinkHandler):
    """For readers: the words of a link to a draft stay, its address does not."""

    @classmethod
    def get_many(cls, attrs_list):
        public = set(
            Page.objects.live()
            .public()
            .filter(pk__in=[attrs.get("id") for attrs in attrs_list])
            .values_list("pk", flat=True)
        )
        return [
            page if page and page.pk in public else None for page in super().get_many(attrs_list)
        ]


class PublicPageLinkElementHandler(PageLinkElementHandler):
    """For the editor: the link keeps the page's id, so it works once the page is public."""

    def get_attribute_data(self, attrs):
        if not Page.objects.live().public().filter(pk=attrs["id"]).exists():
            return {"id": int(attrs["id"]), "url": None, "parentId": None}
        return super().get_attribute_data(attrs)
