import pytest
from django.utils.html import escape
from django.utils.translation import gettext
from wagtail.test.utils import WagtailPageTestCase

from mentors.models import MENTORS_PER_PAGE, RELATED_MENTORS, Language, MentorIndexPage
from network.models import Municipality
from tests.blog.hidden import HIDDEN
from tests.mentors.factories import MentorPageFactory
from tests.network.factories import OrganisationFactory

pytestmark = pytest.mark.django_db


def titles(pages):
    return [page.title for page in pages]


class MentorPagesAreUsable(WagtailPageTestCase):
    def test_index_and_mentor_are_routable_and_renderable(self):
        mentor = MentorPageFactory(published=True)

        for page in (MentorIndexPage.objects.get(locale__language_code="sl"), mentor):
            self.assertPageIsRoutable(page)
            self.assertPageIsRenderable(page)


@pytest.mark.parametrize("hide", HIDDEN.values(), ids=HIDDEN)
def test_the_list_shows_nothing_that_is_not_for_everybody(client, hide):
    hide(MentorPageFactory, title="Skrivnost")
    MentorPageFactory(title="Za vse", published=True)

    answer = client.get("/mentorji/")

    assert titles(answer.context["mentors"]) == ["Za vse"]
    assert "Skrivnost" not in answer.text


def test_the_list_has_pages_that_keep_the_filters(client):
    for _ in range(MENTORS_PER_PAGE + 1):
        MentorPageFactory(published=True)

    answer = client.get("/mentorji/?jezik=sl&splet=on")

    assert len(answer.context["mentors"]) == MENTORS_PER_PAGE
    assert 'href="?jezik=sl&amp;splet=on&amp;page=2"' in answer.text


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("/mentorji/", "The first mentor is still to come"),
        ("/mentorji/?podrocje=health", "No mentor of this kind yet"),
    ],
)
def test_an_empty_list_says_what_to_do(client, address, words):
    assert escape(gettext(words)) in client.get(address).text


def test_a_mentor_is_reached_by_the_organisation(client):
    mentor = MentorPageFactory(
        title="Brina",
        helps_with="Prva stranka\nIzračun stroškov",
        languages=Language.objects.filter(code__in=["sl", "de"]),
        municipality=Municipality.objects.get(slug="mezica"),
        audience="Od 18 let",
        organisation=OrganisationFactory(
            name="Alp", slug="alp", email="ideja@alp.example", phone="+386 2 333"
        ),
        published=True,
    )

    answer = client.get(mentor.url)

    for words in (
        "<h1>Brina</h1>",
        "<li>Prva stranka</li><li>Izračun stroškov</li>",
        ", ".join(str(Language.objects.get(code=code)) for code in ("sl", "de")),
        "Mežica",
        "Od 18 let",
        '<a href="/organizacije/alp/">Alp</a>',
        '<a href="mailto:ideja@alp.example">ideja@alp.example</a>',
        '<a href="tel:+3862333">+386 2 333</a>',
    ):
        assert words in answer.text


def test_a_mentor_escapes_what_an_author_typed(client):
    markup = "<script>alert(1)</script>"
    mentor = MentorPageFactory(title=markup, audience=markup, helps_with=markup, published=True)

    assert "<script>" not in client.get(mentor.url).text


@pytest.mark.parametrize("state", ["draft", "taken down", "scheduled"])
def test_a_mentor_who_is_not_public_is_not_found(client, state):
    mentor = HIDDEN[state](MentorPageFactory, title="Skrivnost")

    answer = client.get(f"/mentorji/{mentor.slug}/")

    assert (answer.status_code, "Skrivnost" in answer.text) == (404, False)


def test_a_mentor_leads_on_to_others_in_the_field(client):
    mentor = MentorPageFactory(field="culture", published=True)
    others = [
        MentorPageFactory(field="culture", published=True) for _ in range(RELATED_MENTORS + 1)
    ]
    MentorPageFactory(field="health", published=True)

    related = client.get(mentor.url).context["related"]

    assert titles(related) == titles(reversed(others))[:RELATED_MENTORS]


def test_a_mentor_is_found_by_what_they_help_with(client, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        mentor = MentorPageFactory(helps_with="Računovodstvo", published=True)

    found = client.get("/iskanje/", {"q": "računovodstvo", "vrsta": "mentor"}).context["hits"]

    assert [hit.page.pk for hit in found] == [mentor.pk]
