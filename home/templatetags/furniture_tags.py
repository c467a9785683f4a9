"""Header and footer: what stands on every page and is gathered from several sections."""

from django import template
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, Site

from core.models import BasePage
from duty.answers import duty_now
from home.models import PlainPage, SiteFooter

register = template.Library()


def _pages(site) -> list[Page]:
    """The site's sections and the pages at its foot, in the order of the tree.

    Header and footer share them: two queries in a request, which keeps its site.
    """
    if not hasattr(site, "furniture"):
        front_page = site.root_page
        at_foot = PlainPage.objects.filter(pk=OuterRef("pk"), show_in_footer=True)
        site.furniture = list(
            Page.objects.descendant_of(front_page)
            .live()
            .public()
            .annotate(
                is_section=Q(show_in_menus=True, depth=front_page.depth + 1),
                is_at_foot=Exists(at_foot),
            )
            .filter(Q(is_section=True) | Q(is_at_foot=True))
            .select_related("content_type")
        )
    return site.furniture


def _colours(page) -> str:
    """The section whose colours a page has, from its class alone."""
    model = page.content_type.model_class()
    return model.section if issubclass(model, BasePage) else BasePage.section


def _funders(footer):
    return footer.funders.select_related("logo").prefetch_related("logo__renditions")


@register.inclusion_tag("components/site_header.html", takes_context=True)
def site_header(context):
    request = context.get("request")
    site = Site.find_for_request(request) if request else None
    path = request.path if request else ""
    user = getattr(request, "user", None)
    sections = []
    for page in _pages(site) if site else []:
        if not page.is_section:
            continue
        url = page.get_url(request)
        sections.append(
            {
                "title": page.title,
                "url": url,
                "section": _colours(page),
                "is_current": path.startswith(url),
            }
        )
    is_signed_in = bool(user and user.is_authenticated)
    return {
        "sections": sections,
        "home_url": "/",
        "submit_url": reverse("contribute:list"),
        "search_url": reverse("search:results"),
        "user_is_signed_in": is_signed_in,
        "cms_url": reverse("wagtailadmin_home")
        if is_signed_in and user.has_perm("wagtailadmin.access_admin")
        else "",
    }


@register.inclusion_tag("components/site_footer.html", takes_context=True)
def site_footer(context):
    request = context.get("request")
    site = Site.find_for_request(request) if request else None
    footer = SiteFooter.for_site(site) if site else None
    pages = [page for page in _pages(site) if page.is_at_foot] if site else []
    return {
        "duty": duty_now(timezone.now()),
        "pages": [{"title": page.title, "url": page.get_url(request)} for page in pages],
        "funders": _funders(footer) if footer else [],
        "footer_text": footer.text if footer else "",
        "report_url": reverse("report_mistake"),
        "address": request.path if request else "",
    }
