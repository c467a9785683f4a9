"""Translating at /oddaj/: begun with a tap, written beside the original, handed in like any text."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils.translation import gettext

from blog.models import PostPage
from calendar_app.models import EventPage
from moderation import services as moderation
from network.models import Contribution
from network.rights import Proposal, Public
from tests.calendar_app.factories import EventPageFactory
from tests.moderation.scene import NOON, as_read, latest, published_by, write

GERMAN = {"title": "Veröffentlicht", "summary": "In zwei Sätzen.", "text": "Es war schön."}


def url(name, page):
    return reverse(f"contribute:{name}", args=[page.pk])


def _begin(page, user, language="de"):
    return moderation.translate(page_id=page.pk, language=language, user=user, now=NOON)


def _typed(client, page, **texts):
    """What stands in the form's hidden fields, with these texts."""
    form = client.get(url("edit", page)).context["form"]
    return {"seen": form["seen"].value(), "typed_from": form["typed_from"].value(), **texts}


def test_translate_begins_a_draft_and_leads_to_its_form(as_author, published):
    answer = as_author.post(url("translate", published), {"language": "de"})

    page = PostPage.objects.get(
        locale__language_code="de", translation_key=published.translation_key
    )
    assert answer.url == url("edit", page)
    assert b"Objavljeno" in as_author.get(answer.url).content


@pytest.mark.parametrize("language", ["", "sl", "fr", "<script>", "de' OR 1=1"])
def test_translate_refuses_other_languages_with_a_word(as_author, published, language):
    answer = as_author.post(url("translate", published), {"language": language})

    assert answer.url == url("detail", published)
    assert published.get_translations().count() == 0


def test_translate_is_not_there_for_strangers_nor_for_duty(client, scene, published):
    for user in (scene.stranger, scene.decider):
        client.force_login(user)

        assert client.post(url("translate", published), {"language": "de"}).status_code == 404

    assert published.get_translations().count() == 0


def test_the_detail_says_where_each_language_stands(as_author, scene, published):
    page = _begin(published, scene.author)

    shown = as_author.get(url("detail", published)).content.decode()

    assert url("detail", page) in shown
    assert 'value="en"' in shown
    assert 'value="de"' not in shown


def test_the_form_of_a_translation_asks_for_texts_alone(as_author, scene):
    event = EventPageFactory(
        organisation=scene.youth, owner=scene.author, audience="za vse", published=True
    )

    form = as_author.get(url("edit", _begin(event, scene.author))).context["form"]

    assert set(form.fields) == {"title", "summary", "audience", "text", "seen", "typed_from"}
    assert [pair.original for pair in form.pairs][:2] == [event.title, event.summary]


def test_a_translation_is_kept_and_handed_in(as_author, scene, published):
    page = _begin(published, scene.author)

    as_author.post(url("edit", page), {**_typed(as_author, page, **GERMAN), "do": "hand_in"})

    contribution = Contribution.objects.get(page=page.pk)
    assert contribution.proposal == Proposal.SUBMITTED
    draft = latest(page).as_object()
    assert (draft.title, draft.slug) == ("Veröffentlicht", "veroffentlicht")


def test_facts_sent_with_a_translation_change_nothing(as_author, scene):
    event = EventPageFactory(organisation=scene.youth, owner=scene.author, published=True)
    page = _begin(event, scene.author)
    sent = {"first_day": "2030-01-01", "start_time": "10:00", "price": "100 €", "topics": "1"}

    as_author.post(url("edit", page), {**_typed(as_author, page, **GERMAN), **sent})

    draft = EventPage.objects.get(pk=page.pk).get_latest_revision_as_object()
    assert (draft.title, draft.starts_at, draft.price) == ("Veröffentlicht", event.starts_at, "")


def test_a_translation_changed_meanwhile_is_not_written_over(as_author, scene, published):
    page = _begin(published, scene.author)
    typed = _typed(as_author, page, **GERMAN)
    write(page, scene.co_author, title="Anders")

    answer = as_author.post(url("edit", page), typed)

    assert answer.status_code == 409
    assert "Veröffentlicht" in answer.content.decode()
    assert latest(page).as_object().title == "Anders"


def test_whoever_translates_is_told_what_the_original_says_now(as_author, scene, published):
    page = _begin(published, scene.author)
    with time_machine.travel(NOON + timedelta(days=1), tick=False):
        write(published, scene.author, title="Objavljeno na novo")
        moderation.hand_in(page_id=published.pk, user=scene.author, now=NOON)
        moderation.approve(page_id=published.pk, user=scene.decider, now=NOON, **as_read(published))

    [change] = as_author.get(url("edit", page)).context["changes"]

    assert (
        "".join(part.text for part in change.parts if part.kind != "gone") == "Objavljeno na novo"
    )
    assert (
        gettext("behind its original") in as_author.get(reverse("contribute:list")).content.decode()
    )


def test_coordinators_translate_here_as_well(client, scene, published):
    page = _begin(published, scene.coordinator)
    client.force_login(scene.coordinator)

    client.post(url("edit", page), {**_typed(client, page, **GERMAN), "do": "hand_in"})

    contribution = Contribution.objects.get(page=page.pk)
    assert (contribution.proposal, contribution.public) == (Proposal.SUBMITTED, Public.NEVER)


def test_the_list_asks_no_more_for_translations(
    as_author, scene, published, django_assert_max_num_queries
):
    _begin(published, scene.author)
    as_author.get(reverse("contribute:list"))
    with django_assert_max_num_queries(60) as few:
        as_author.get(reverse("contribute:list"))
    for number in range(4):
        post = published_by(scene.author, scene.youth, title=f"Objava {number}", slug=f"o-{number}")
        _begin(post, scene.author)

    with django_assert_max_num_queries(len(few)):
        as_author.get(reverse("contribute:list"))
