"""What stands around the demonstration's texts, in every language: front page, plain pages, footer."""

import json
from datetime import datetime

from django.conf import settings
from wagtail.models import Locale, Page

from home.demo_loading.content import chance, read, stream
from home.models import Funder, HomePage, PlainPage


def load_frame(*, now: datetime, seed: int) -> None:
    """Fill what nobody has written yet; what somebody has stays."""
    for language, _name in settings.LANGUAGES:
        home = HomePage.objects.get(locale=Locale.objects.get(language_code=language))
        words = read("pages", language)
        _word_front_page(home, words)
        for facts in words["pages"]:
            _add_plain_page(home, facts, now=now, seed=seed)


def _word_front_page(home, words):
    if home.latest_revision_id:
        return
    facts = words["home"]
    home.title, home.summary = facts["title"], facts["intro"]
    home.search_label, home.search_placeholder = facts["search_label"], facts["search_placeholder"]
    home.footer_text = words["footer"]["text"]
    home.funders = [
        Funder(sort_order=position, name=facts["name"], text=facts["text"])
        for position, facts in enumerate(words["funders"])
    ]
    home.save_revision().publish()
    home.refresh_from_db()


def _add_plain_page(home, facts, *, now, seed):
    """Add a page; ``of`` names the page in the main language whose translation it is."""
    facts = dict(facts)
    if Page.objects.child_of(home).filter(slug=facts["slug"]).exists():
        return
    original = facts.pop("of", None)
    if original:
        source = PlainPage.objects.get(locale=Locale.get_default(), slug=original)
        facts |= {
            "translation_key": source.translation_key,
            "show_in_footer": source.show_in_footer,
        }
    body = stream(facts.pop("body"), chance(seed, facts["slug"]), {})
    home.add_child(
        instance=PlainPage(
            body=json.dumps(body),
            locale=home.locale,
            first_published_at=now,
            last_published_at=now,
            **facts,
        )
    )
