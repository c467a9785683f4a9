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
        posts = filters.narrow(PostPage.objects.child_of(self).published().for_cards())
        context["posts"] = Paginator(posts, POSTS_PER_PAGE).get_page(request.GET.get("page"))
        context["filters"] = filters
        context["query"] = filters.query()
        return context


def posts_of(now, *, locale, organisation=None, topic=None, municipality=None):
    """The newest posts of an organisation, a topic or a municipality, for its page."""
    posts = PostPage.objects.published().filter(locale=locale).for_cards()
    if organisation is not None:
        posts = posts.of_organisation(organisation)
    if topic is not None:
        posts = posts.filter(topics=topic)
    if municipality is not None:
        posts = posts.filter(municipality=municipality)
    return posts.prefetch_related(None)[:POSTS_OF_ONE]
