"""What may stand below what; declared from above, because a section does not know the front page."""

import pytest
from django.urls import reverse
from wagtail.models import Page, get_page_models

from blog.models import PostIndexPage, PostPage
from calendar_app.models import EventIndexPage, EventPage
from guides.models import GuideIndexPage, GuidePage
from home.models import HomePage, MunicipalityIndexPage, PlainPage, TopicIndexPage
from mentors.models import MentorIndexPage, MentorPage
from network.models import ModeratedPage, OrganisationIndexPage, PlaceIndexPage
from tests.accounts.factories import UserFactory

# Pages that are drawn from rows.
ROUTED = (OrganisationIndexPage, PlaceIndexPage, TopicIndexPage, MunicipalityIndexPage)
BELOW = {
    HomePage: {
        PlainPage,
        PostIndexPage,
        EventIndexPage,
        GuideIndexPage,
        MentorIndexPage,
        *ROUTED,
    },
    PlainPage: {PlainPage},
    PostIndexPage: {PostPage},
    EventIndexPage: {EventPage},
    GuideIndexPage: {GuidePage},
    MentorIndexPage: {MentorPage},
    **{model: set() for model in ROUTED},
    PostPage: set(),
    EventPage: set(),
    GuidePage: set(),
    MentorPage: set(),
}

SECTIONS_TEXTS = {PostPage, EventPage, GuidePage, MentorPage}


def test_every_page_model_states_what_may_stand_below_it():
    ours = {model for model in get_page_models() if model is not Page}

    assert {model: set(model.allowed_subpage_models()) for model in ours} == BELOW


def test_nothing_stands_below_a_moderated_page():
    assert [
        model
        for model in get_page_models()
        if issubclass(model, ModeratedPage) and model.subpage_types
    ] == []


@pytest.mark.parametrize("who", ["coordinator", "superuser"])
@pytest.mark.parametrize("action", ["delete", "unpublish"])
@pytest.mark.parametrize(
    "model", [model for model in BELOW if model not in {PlainPage, *SECTIONS_TEXTS}]
)
def test_nobody_removes_what_the_site_stands_on(client, db, model, action, who):
    page = model.objects.get(locale__language_code="sl")
    client.force_login(
        UserFactory(coordinator=True) if who == "coordinator" else UserFactory(is_superuser=True)
    )

    client.post(reverse(f"wagtailadmin_pages:{action}", args=[page.pk]))

    assert model.objects.filter(pk=page.pk, live=True).exists()
