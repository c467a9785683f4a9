from datetime import date, timedelta

import pytest
from django.utils import timezone
from django.utils.html import escape
from django.utils.translation import gettext
from wagtail.test.utils import WagtailPageTestCase

from guides.models import GUIDES_PER_PAGE, RELATED_EVENTS, RELATED_GUIDES, GuideIndexPage
from tests.blog.hidden import HIDDEN
from tests.calendar_app.factories import EventPageFactory
from tests.core.factories import LifeStageFactory, TopicFactory
from tests.guides.factories import GuidePageFactory
from tests.network.factories import OrganisationFactory

pytestmark = pytest.mark.django_db


def titles(pages):
    return [page.title for page in pages]


class GuidePagesAreUsable(WagtailPageTestCase):
    def test_index_and_guide_are_routable_and_renderable(self):
        guide = GuidePageFactory(published=True)

        for page in (GuideIndexPage.objects.get(locale__language_code="sl"), guide):
            self.assertPageIsRoutable(page)
            self.assertPageIsRenderable(page)


@pytest.mark.parametrize("hide", HIDDEN.values(), ids=HIDDEN)
def test_the_list_shows_nothing_that_is_not_for_everybody(client, hide):
    hide(GuidePageFactory, title="Skrivnost")
    GuidePageFactory(title="Za vse", published=True)

    answer = client.get("/vodniki/")

    assert titles(answer.context["guides"]) == ["Za vse"]
    assert "Skrivnost" not in answer.text


def test_the_list_has_pages_that_keep_the_filters(client):
    stage = LifeStageFactory(slug="studij")
    for _ in range(GUIDES_PER_PAGE + 1):
        GuidePageFactory(life_stages=[stage], published=True)

    answer = client.get("/vodniki/?obdobje=studij")

    assert len(answer.context["guides"]) == GUIDES_PER_PAGE
    assert 'href="?obdobje=studij&amp;page=2"' in answer.text


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("/vodniki/", "The first guide is still being written"),
        ("/vodniki/?obdobje=studij", "No guide of this kind yet"),
    ],
)
def test_an_empty_list_says_what_to_do(client, address, words):
    LifeStageFactory(slug="studij")

    assert escape(gettext(words)) in client.get(address).text


def test_a_guide_leads_step_by_step_and_says_whom_to_call(client):
    guide = GuidePageFactory(
        title="Prvi najem",
        summary="Preden podpišeš.",
        audience="Za vse, ki se selijo",
        organisation=OrganisationFactory(name="Center", slug="center"),
        steps_now="- Preberi pogodbo.\n\n- Slikaj stanje.",
        steps_next="Prijavi naslov.",
        call_on=[OrganisationFactory(name="Upravna enota", slug="ue", phone="+386 2 111")],
        documents="Osebna izkaznica\nPogodba | https://example.org/pogodba",
        life_stages=[LifeStageFactory(name="Študij", slug="studij")],
        topics=[TopicFactory(name="Bivanje", slug="bivanje")],
        checked_on=date(2026, 3, 1),
        published=True,
    )

    answer = client.get(guide.url)

    for words in (
        "<h1>Prvi najem</h1>",
        "Preden podpišeš.",
        "Za vse, ki se selijo",
        '<a href="/organizacije/center/">Center</a>',
        '<time datetime="2026-03-01">1. marec',
        "<li><div>Preberi pogodbo.</div></li><li><div>Slikaj stanje.</div></li>",
        "<li><div>Prijavi naslov.</div></li>",
        '<a href="/organizacije/ue/">Upravna enota</a>',
        '<a href="tel:+3862111">+386 2 111</a>',
        "<li>Osebna izkaznica</li>",
        '<a href="https://example.org/pogodba" rel="noopener">Pogodba</a>',
        '<a class="tag" href="/vodniki/?obdobje=studij">Študij</a>',
        ">Bivanje</a>",
    ):
        assert words in answer.text
    # High up, before the first step.
    assert answer.text.index("2026-03-01") < answer.text.index("Preberi pogodbo.")


def test_a_guide_escapes_what_an_author_typed(client):
    markup = "<script>alert(1)</script>"
    guide = GuidePageFactory(
        audience=markup,
        steps_now=markup,
        steps_next=markup,
        documents=f'{markup} | https://example.org/"><script>',
        published=True,
    )

    assert "<script>" not in client.get(guide.url).text


@pytest.mark.parametrize("state", ["draft", "taken down", "scheduled"])
def test_a_guide_that_is_not_public_is_not_found(client, state):
    guide = HIDDEN[state](GuidePageFactory, title="Skrivnost")

    answer = client.get(f"/vodniki/{guide.slug}/")

    assert (answer.status_code, "Skrivnost" in answer.text) == (404, False)


def test_a_guide_leads_on_to_guides_and_events_about_the_same(client):
    first, second = TopicFactory(), TopicFactory()
    guide = GuidePageFactory(topics=[first, second], published=True)
    others = [GuidePageFactory(topics=[first], published=True) for _ in range(RELATED_GUIDES + 1)]
    tomorrow = timezone.now() + timedelta(days=1)
    events = [
        EventPageFactory(topics=topics, starts_at=tomorrow + timedelta(days=number), published=True)
        for number, topics in enumerate([[second], [first, second], [first], [first]])
    ]
    EventPageFactory(published=True)
    EventPageFactory(topics=[first])

    context = client.get(guide.url).context

    assert titles(context["related"]) == titles(reversed(others))[:RELATED_GUIDES]
    assert titles(context["events"]) == titles(events)[:RELATED_EVENTS]


def test_a_preview_shows_the_steps_and_names_of_the_draft(rf):
    guide = GuidePageFactory(steps_now="Staro.", published=True)
    guide.steps_now = "Novo."
    guide.call_on = [OrganisationFactory(name="Dodana")]
    guide.save_revision()
    draft = guide.get_latest_revision_as_object()

    answer = draft.make_preview_request(rf.get("/"))
    answer.render()

    assert "Novo." in answer.text
    assert "Dodana" in answer.text


def test_a_guide_is_found_by_its_steps(client, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        guide = GuidePageFactory(steps_now="Pokliči zavarovalnico.", published=True)

    found = client.get("/iskanje/?q=zavarovalnico&vrsta=vodnik").context["hits"]

    assert [hit.page.pk for hit in found] == [guide.pk]
