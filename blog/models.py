"""The blog: posts of the network's organisations."""

from django.core.paginator import Paginator
from django.utils.translation import gettext_lazy as _

from blog.forms import PostFilterForm
from blog.querysets import PostPageManager
from network.models import ModeratedPage, SectionIndexPage

POSTS_PER_PAGE = 12
RELATED_POSTS = 3
POSTS_OF_ONE = 6


class PostPage(ModeratedPage):
    kind = "objava"
    kind_label = _("Post")
    kind_label_plural = _("Posts")
    section = "blog"
    template = "blog/post_page.html"

    parent_page_types = ["blog.PostIndexPage"]

    objects = PostPageManager()

    class Meta:
        verbose_name = _("post")
        verbose_name_plural = _("posts")

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        context["related"] = PostPage.objects.related_to(self)[:RELATED_POSTS]
        return context


class PostIndexPage(SectionIndexPage):
    section = "blog"
    template = "blog/post_index_page.html"
    subpage_types = ["blog.PostPage"]

    class Meta:
        verbose_name = _("blog")

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        filters = PostFilterForm(request.GET, locale_id=self.locale_id)
        posts = PostPage.objects.published().offered_in(self.locale_id).for_cards()
        posts = filters.narrow(posts)
        context["posts"] = Paginator(posts, POSTS_PER_PAGE).get_page(request.GET.get("page"))
        context["filters"] = filters
        context["query"] = filters.query()
        return context


def posts_of(now, *, locale, organisation=None, topics=(), municipality=None):
    """The newest posts of an organisation, about topics or from a municipality."""
    posts = PostPage.objects.published().offered_in(locale)
    posts = posts.within(organisation=organisation, topics=topics, municipality=municipality)
    return posts.for_cards().prefetch_related(None)[:POSTS_OF_ONE]
