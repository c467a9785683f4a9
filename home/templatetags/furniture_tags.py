"""Header and footer: what stands on every page and is gathered from several sections."""

from django import template
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Locale, Page, Site

from core.models import BasePage
from duty.answers import duty_now
from home.models import PlainPage, SiteFooter

register = template.Library()


def _sections(site):
    """The site's sections in their order, each as its own class knows it; two queries."""
    return list(
        Page.objects.child_of(site.root_page).live().public().in_menu().specific(defer=True)
    )


@register.inclusion_tag("components/site_header.html", takes_context=True)
def site_header(context):
    request = context.get("request")
    site = Site.find_for_request(request) if request else None
    path = request.path if request else ""
    user = getattr(request, "user", None)
    sections = []
    for page in _sections(site) if site else []:
        url = page.get_url(request)
        sections.append(
            {
                "title": page.title,
                "url": url,
                "section": page.section if isinstance(page, BasePage) else "home",
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
    pages = (
        PlainPage.objects.live()
        .public()
        .filter(show_in_footer=True, locale=Locale.get_active())
        .order_by("path")
    )
    return {
        "duty": duty_now(timezone.now()),
        "pages": [{"title": page.title, "url": page.get_url(request)} for page in pages],
        "funders": footer.funders.select_related("logo") if footer and footer.pk else [],
        "footer_text": footer.text if footer else "",
        "report_url": reverse("report_mistake"),
        "address": request.path if request else "",
    }
