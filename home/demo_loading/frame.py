"""What stands around the demonstration's texts: front page, plain pages, footer."""

import json
from datetime import datetime

from wagtail.models import Page, Site

from home.demo_loading.content import chance, read, stream
from home.models import Funder, HomePage, PlainPage, SiteFooter


def load_frame(home: HomePage, *, now: datetime, seed: int) -> None:
    """Fill what nobody has written yet; what somebody has stays."""
    words = read("pages")
    _word_front_page(home, words["home"])
    _word_footer(words)
    taken = set(Page.objects.child_of(home).values_list("slug", flat=True))
    for facts in words["pages"]:
        if facts["slug"] not in taken:
            _add_plain_page(home, facts, now=now, seed=seed)


def _word_front_page(home, words):
    if home.latest_revision_id:
        return
    home.title, home.summary = words["title"], words["intro"]
    home.search_label, home.search_placeholder = words["search_label"], words["search_placeholder"]
    home.save_revision().publish()
    home.refresh_from_db()


def _word_footer(words):
    footer = SiteFooter.for_site(Site.objects.get(is_default_site=True))
    if not footer.text:
        footer.text = words["footer"]["text"]
        footer.save()
    if not footer.funders.exists():
        for position, facts in enumerate(words["funders"]):
            Funder.objects.create(footer=footer, sort_order=position, **facts)


def _add_plain_page(home, facts, *, now, seed):
    body = stream(facts["body"], chance(seed, facts["slug"]), {})
    home.add_child(
        instance=PlainPage(
            **{**facts, "body": json.dumps(body)},
            locale=home.locale,
            first_published_at=now,
            last_published_at=now,
        )
    )
