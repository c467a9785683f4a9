"""The demonstration's texts in other languages, read and published some days after their originals."""

import json
from collections.abc import Mapping
from datetime import datetime, timedelta

from django.conf import settings
from wagtail.models import Locale, ReferenceIndex

from blog.models import PostIndexPage, PostPage
from calendar_app.models import EventIndexPage, EventPage
from core.models import LifeStage, Topic
from guides.models import GuideIndexPage, GuidePage
from home.demo_loading.cast import Cast
from home.demo_loading.content import chance, read, stream
from home.demo_loading.rows import Publication, publish_rows
from home.demo_loading.times import JUST_NOW
from mentors.models import MentorIndexPage, MentorPage
from network.models import ModeratedPage
from network.translations import take_facts

TRANSLATED_AFTER = timedelta(days=2)
HANDED_IN_BEFORE = timedelta(hours=20)
KINDS = {
    "posts": (PostPage, PostIndexPage),
    "events": (EventPage, EventIndexPage),
    "guides": (GuidePage, GuideIndexPage),
    "mentors": (MentorPage, MentorIndexPage),
}
# Texts of a page by the name that they have in the files; lists are kept a line each.
TEXTS = {
    "title": "title",
    "summary": "summary",
    "kicker": "kicker",
    "audience": "audience",
    "now": "steps_now",
    "next": "steps_next",
    "documents": "documents",
    "helps_with": "helps_with",
}


def other_languages() -> list[str]:
    return [code for code, _name in settings.LANGUAGES if code != settings.LANGUAGE_CODE]


def translate_terms() -> None:
    """Give topics and life stages their names in every language."""
    for language in other_languages():
        locale, names = Locale.objects.get(language_code=language), read("names", language)
        for topic in Topic.objects.filter(locale=Locale.get_default()):
            _translate(topic, locale, name=names["topics"].get(topic.slug))
        for stage in LifeStage.objects.filter(locale=Locale.get_default()):
            _translate(
                stage,
                locale,
                name=names["life_stages"].get(stage.slug),
                summary=names["life_stage_summaries"].get(stage.slug, ""),
            )


def _translate(term, locale, *, name, **words):
    if name and not term.has_translation(locale):
        translation = term.copy_for_translation(locale)
        for field, text in {"name": name, **words}.items():
            setattr(translation, field, text)
        translation.save()


def load_translations(cast: Cast, *, now: datetime, seed: int) -> None:
    """Publish every translation whose original is public."""
    for language in other_languages():
        locale = Locale.objects.get(language_code=language)
        for kind, (model, index_model) in KINDS.items():
            publications = [
                _publication(facts, model, locale, cast, now=now, seed=seed)
                for facts in read(kind, language)[kind]
            ]
            publish_rows(index_model.objects.get(locale=locale), publications)
            for publication in publications:
                page = model.objects.get(pk=publication.page.pk)
                ReferenceIndex.create_or_update_for_object(page)


def _publication(facts, model, locale, cast, *, now, seed) -> Publication:
    source = model.objects.get(locale=Locale.get_default(), slug=facts["of"])
    page = _page(facts, source, locale, seed)
    published_at = min(source.first_published_at + TRANSLATED_AFTER, now - JUST_NOW)
    return Publication(
        page=page,
        named={
            field.name: list(getattr(page, field.name).all())
            for field in page.shared_fields()
            if field.many_to_many
        },
        decider=cast.decider_at(published_at, page.owner),
        handed_in_at=published_at - HANDED_IN_BEFORE,
        published_at=published_at,
        source=source,
    )


def _page(facts: Mapping, source: ModeratedPage, locale: Locale, seed: int) -> ModeratedPage:
    luck = chance(seed, locale.language_code, facts["slug"])
    page = type(source)(
        organisation=source.organisation,
        owner=source.owner,
        locale=locale,
        slug=facts["slug"],
        translation_key=source.translation_key,
        body=json.dumps(
            stream(facts["body"], luck, _pictures(facts["body"], source)), ensure_ascii=False
        ),
        **{
            TEXTS[name]: "\n".join(words) if isinstance(words, list) else words
            for name, words in facts.items()
            if TEXTS.get(name) in source.text_fields
        },
    )
    take_facts(page, source)
    return page


def _pictures(lines, source) -> dict[str, int]:
    """The pictures of the original, by the mark that stands for each in the file."""
    marks = [line["picture"] for line in lines if "picture" in line]
    blocks = [block for block in source.body if block.block_type == "picture"]
    return {mark: block.value["picture"].pk for mark, block in zip(marks, blocks, strict=True)}
