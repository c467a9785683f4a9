"""Header and footer: what stands on every page and is gathered from several sections."""

from django import template
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from wagtail.models import Site

from core.models import LifeStage, Topic
from core.secret_addresses import is_secret
from duty.answers import duty_now
from guides.models import GuideIndexPage
from home.furniture import furniture_of
from home.languages import LanguageLink, language_links

register = template.Library()
NOTHING = {"home_url": "/", "sections": [], "pages": [], "text": "", "funders": [], "lists": {}}


def _furniture(request) -> dict:
    site = Site.find_for_request(request) if request else None
    return furniture_of(site, get_language()) if site else NOTHING


@register.simple_tag(takes_context=True)
def languages_here(context) -> list[LanguageLink]:
    """Return this page in every language; nothing for an answer without a request or a site."""
    request = context.get("request")
    site = Site.find_for_request(request) if request else None
    if site is None or not hasattr(request, "LANGUAGE_CODE"):
        return []
    return language_links(request, site, context.get("page"), known=context.get("languages_known"))


@register.filter
def translations_among(links) -> list[LanguageLink]:
    """Return what search engines are told: real translations, when there are several."""
    found = [link for link in links if link.is_translation]
    return found if len(found) > 1 else []


@register.simple_tag(takes_context=True)
def absolute(context, path: str) -> str:
    """Return an address with scheme and host, as it stands in links for search engines."""
    return context["request"].build_absolute_uri(path)


@register.inclusion_tag("components/site_header.html", takes_context=True)
def site_header(context):
    request = context.get("request")
    path = request.path if request else ""
    user = getattr(request, "user", None)
    is_signed_in = bool(user and user.is_authenticated)
    furniture = _furniture(request)
    return {
        "sections": [
            {**section, "is_current": path.startswith(section["url"])}
            for section in furniture["sections"]
        ],
        "home_url": furniture["home_url"],
        "languages": [link for link in context.get("language_links", []) if not link.is_current],
        "submit_url": reverse("contribute:list"),
        "search_url": reverse("search:results"),
        "is_searching": path == reverse("search:results"),
        "user_is_signed_in": is_signed_in,
        "cms_url": reverse("wagtailadmin_home")
        if is_signed_in and user.has_perm("wagtailadmin.access_admin")
        else "",
    }


@register.simple_tag(takes_context=True)
def site_doors(context) -> dict:
    """Return the ways into the site for somebody who has not found theirs: life stages (title, text,
    url, is_hot), topics, and sections (title, url, section). Two queries."""
    furniture = _furniture(context.get("request"))
    guides_url = furniture["lists"].get(GuideIndexPage.__name__, "")
    stages = LifeStage.objects.filter(locale__language_code=get_language()) if guides_url else None
    return {
        "life_stages": [
            {
                "title": stage.name,
                "text": stage.summary,
                "url": f"{guides_url}?obdobje={stage.slug}",
                "is_hot": stage.is_urgent,
            }
            for stage in (stages.as_doors() if stages else ())
        ],
        "topics": list(Topic.objects.filter(locale__language_code=get_language())),
        "sections": furniture["sections"],
    }


@register.inclusion_tag("components/site_footer.html", takes_context=True)
def site_footer(context):
    request = context.get("request")
    furniture = _furniture(request)
    return {
        "duty": duty_now(timezone.now()),
        "roster_url": reverse("public_roster"),
        "pages": furniture["pages"],
        "funders": furniture["funders"],
        "footer_text": furniture["text"],
        "report_url": reverse("report_mistake"),
        "address": _nameable_address(request),
    }


def _nameable_address(request) -> str:
    """Return the path of this page, unless it is a key: a report must not hand that on."""
    return "" if request is None or is_secret(request.path) else request.path
