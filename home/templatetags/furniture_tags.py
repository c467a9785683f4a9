"""Header and footer: what stands on every page and is gathered from several sections."""

from django import template
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from wagtail.models import Site

from duty.answers import duty_now
from home.furniture import furniture_of

register = template.Library()
NOTHING = {"home_url": "/", "sections": [], "pages": [], "text": "", "funders": []}


def _furniture(request) -> dict:
    site = Site.find_for_request(request) if request else None
    return furniture_of(site, get_language()) if site else NOTHING


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
    furniture = _furniture(request)
    return {
        "duty": duty_now(timezone.now()),
        "pages": furniture["pages"],
        "funders": furniture["funders"],
        "footer_text": furniture["text"],
        "report_url": reverse("report_mistake"),
        "address": request.path if request else "",
    }
