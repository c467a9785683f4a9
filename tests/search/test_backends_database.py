"""The CMS's own search through our backend: by its calls and by its addresses."""

import pytest
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page
from wagtail.search.query import MATCH_ALL, And, Boost, Fuzzy, Not, Or, Phrase, PlainText

from blog.models import PostPage
from network.models import Organisation
from tests.accounts.factories import UserFactory
from tests.blog.factories import PostPageFactory
from tests.calendar_app.factories import EventPageFactory
from tests.network.factories import OrganisationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def commit(django_capture_on_commit_callbacks):
    return lambda: django_capture_on_commit_callbacks(execute=True)


@pytest.fixture
def texts(commit):
    with commit():
        return {
            "sport": PostPageFactory(title="Šport v šoli", published=True),
            "izlet": PostPageFactory(title="Šolski izlet"),
            "tek": EventPageFactory(title="Tek za šolo", published=True),
        }


def titles(results):
    return [row.title for row in results]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("šole", {"Šport v šoli", "Tek za šolo"}),
        ("sola sport", {"Šport v šoli"}),
        (Or([PlainText("šport"), PlainText("izlet")]), {"Šport v šoli", "Šolski izlet"}),
        (And([PlainText("šola"), ~PlainText("šport")]), {"Tek za šolo"}),
        (Boost(Phrase("tek za šolo"), 2.0), {"Tek za šolo"}),
        (Fuzzy("izleti"), {"Šolski izlet"}),
        ("", set()),
        ('"', set()),
        ("\0 \ud800", set()),
        ('šport" OR *', set()),
    ],
    ids=str,
)
def test_pages_are_found_by_each_kind_of_query(texts, query, expected):
    assert set(titles(Page.objects.search(query))) == expected


def test_not_and_all_are_of_the_queryset(texts):
    posts = PostPage.objects.all()

    assert set(titles(posts.search(Not(PlainText("šport"))))) == {"Šolski izlet"}
    assert set(titles(posts.search(MATCH_ALL))) == {"Šport v šoli", "Šolski izlet"}


def test_or_as_operator_takes_any_word(texts):
    assert set(titles(Page.objects.search("šport izlet", operator="or"))) == {
        "Šport v šoli",
        "Šolski izlet",
    }


def test_beginnings_are_completed_without_accents(texts):
    assert set(titles(Page.objects.autocomplete("sol"))) == {
        "Šolski izlet",
        "Šport v šoli",
        "Tek za šolo",
    }
    assert titles(Page.objects.autocomplete("sols iz")) == ["Šolski izlet"]
    # What begins with it comes before what merely has it.
    assert titles(Page.objects.autocomplete("sol"))[0] == "Šolski izlet"


def test_the_queryset_filters_orders_slices_counts_and_scores(texts):
    found = Page.objects.live().order_by("title").search("šola", order_by_relevance=False)

    assert (found.count(), titles(found[:1]), titles(found[1:])) == (
        2,
        ["Šport v šoli"] if titles(found)[0] == "Šport v šoli" else ["Tek za šolo"],
        titles(found)[1:],
    )
    scored = Page.objects.search("šola").annotate_score("score")
    assert all(row.score > 0 for row in scored)


def test_facets_count_a_field(texts):
    counts = PostPage.objects.search("šport").facet("live")

    assert dict(counts) == {True: 1}


def test_rows_beside_pages_are_found(commit):
    with commit():
        OrganisationFactory(name="Društvo prijateljev", slug="prijatelji")
        picture = get_image_model()(title="Jezero zjutraj", width=1, height=1, file="a.png")
        picture.save()
        file = get_document_model().objects.create(title="Statut", file="b.pdf")

    assert [str(row) for row in Organisation.objects.all().search("društva")] == [
        "Društvo prijateljev"
    ]
    assert list(get_image_model().objects.search("jezera")) == [picture]
    assert list(get_document_model().objects.search("statuta")) == [file]


TYPED = ["izlet", '"', "'\"<script>", "%00", "klub* AND (", "%ED%A0%80", "a" * 3000, "NEAR(", "^:-"]


@pytest.mark.parametrize(
    "address",
    [
        "/cms/pages/search/?q={}",
        "/cms/choose-page/search/?q={}",
        "/cms/images/?q={}",
        "/cms/images/chooser/results/?q={}",
        "/cms/documents/?q={}",
        "/cms/documents/chooser/results/?q={}",
        "/cms/snippets/network/organisation/?q={}",
        "/cms/users/?q={}",
        "/cms/api/main/pages/?search={}",
    ],
)
def test_the_cms_answers_whatever_is_typed(client, on_duty, texts, address):
    client.force_login(UserFactory(is_superuser=True))

    answers = {typed: client.get(address.format(typed)).status_code for typed in TYPED}

    assert answers == dict.fromkeys(TYPED, 200)


def test_the_cms_finds_by_beginnings_whatever_stands_around_them(client, on_duty, texts, commit):
    with commit():
        OrganisationFactory(name="Društvo prijateljev", slug="prijatelji")
    client.force_login(UserFactory(is_superuser=True))

    for address, name in [
        ("/cms/pages/search/?q=spor", "Šport v šoli"),
        ('/cms/choose-page/search/?q="špo"', "Šport v šoli"),
        ('/cms/snippets/network/organisation/?q="prijat*"', "Društvo prijateljev"),
    ]:
        assert name in client.get(address).text
