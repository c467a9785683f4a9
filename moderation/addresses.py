"""From an address that somebody pastes to the page it shows."""

from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import get_language_from_path
from wagtail.models import Page, Site


def public_page_at(request, address: str) -> Page | None:
    """Return the public page at an address of this site, in whatever language, if there is one.

    ``address`` is a path or begins with a scheme and a host; which host is not looked at.
    """
    site = Site.find_for_request(request)
    try:
        path = urlsplit(address.strip()).path
    except ValueError:
        return None
    if site is None or not path.startswith("/") or "\x00" in path:
        return None
    language = get_language_from_path(path)
    if language:
        path = path[len(f"/{language}") :]
    home = site.root_page.get_translations(inclusive=True).filter(
        locale__language_code=language or settings.LANGUAGE_CODE
    )
    root = home.first()
    if root is None:
        return None
    below = path.strip("/")
    url_path = root.url_path + (f"{below}/" if below else "")
    return Page.objects.live().public().filter(url_path=url_path).first()
