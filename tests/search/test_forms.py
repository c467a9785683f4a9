import pytest
from django.http import QueryDict
from django.utils.translation import gettext

from blog.models import PostPage
from calendar_app.models import EventPage
from guides.models import GuidePage
from home.models import PlainPage
from mentors.models import MentorPage
from search.forms import SearchForm

EVERYTHING = {PostPage, EventPage, GuidePage, MentorPage, PlainPage}


def model_classes(address):
    return {kind.model_class() for kind in SearchForm(QueryDict(address)).content_types()}


@pytest.mark.parametrize(
    ("address", "models"),
    [
        ("q=rov", EVERYTHING),
        ("vrsta=objava", {PostPage}),
        ("vrsta=dogodek", {EventPage}),
        ("vrsta=stran", {PlainPage}),
        ("vrsta=vodnik", {GuidePage}),
        ("vrsta=mentor", {MentorPage}),
        ("vrsta=ni-tega", EVERYTHING),
        ("vrsta=%00", EVERYTHING),
    ],
)
def test_content_types_are_what_was_chosen_or_everything_that_has_a_name(db, address, models):
    assert model_classes(address) == models


@pytest.mark.parametrize(
    ("address", "query"),
    [
        ("", ""),
        ("q=+rov+&vrsta=&page=2", "q=rov"),
        ("q=rov&vrsta=objava", "q=rov&vrsta=objava"),
        ("q=rov&vrsta=ni-tega&drugo=x", "q=rov"),
        ("q=%22%26%3C", "q=%22%26%3C"),
        ("q=%00", ""),
    ],
)
def test_query_keeps_what_was_understood(address, query):
    assert SearchForm(QueryDict(address)).query() == query


def test_kinds_are_links_that_keep_the_words():
    kinds = SearchForm(QueryDict("q=rov&vrsta=objava")).kinds()

    assert sorted(kinds, key=lambda kind: kind["url"]) == [
        {"label": gettext("everything"), "url": "?q=rov", "is_current": False},
        {"label": gettext("Events"), "url": "?q=rov&vrsta=dogodek", "is_current": False},
        {"label": gettext("Mentors"), "url": "?q=rov&vrsta=mentor", "is_current": False},
        {"label": gettext("Posts"), "url": "?q=rov&vrsta=objava", "is_current": True},
        {
            "label": gettext("Organisations"),
            "url": "?q=rov&vrsta=organizacija",
            "is_current": False,
        },
        {"label": gettext("Places"), "url": "?q=rov&vrsta=prostor", "is_current": False},
        {"label": gettext("Pages"), "url": "?q=rov&vrsta=stran", "is_current": False},
        {"label": gettext("Guides"), "url": "?q=rov&vrsta=vodnik", "is_current": False},
    ]
