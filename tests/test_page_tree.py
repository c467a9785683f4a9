"""What may stand below what; declared from above, because a section does not know the front page."""

from wagtail.models import Page, get_page_models

from blog.models import PostIndexPage, PostPage
from calendar_app.models import EventIndexPage, EventPage
from home.models import HomePage, PlainPage
from network.models import ModeratedPage, OrganisationIndexPage

BELOW = {
    HomePage: {PlainPage, PostIndexPage, EventIndexPage, OrganisationIndexPage},
    PlainPage: {PlainPage},
    PostIndexPage: {PostPage},
    EventIndexPage: {EventPage},
    OrganisationIndexPage: set(),
    PostPage: set(),
    EventPage: set(),
}


def test_every_page_model_states_what_may_stand_below_it():
    ours = {model for model in get_page_models() if model is not Page}

    assert {model: set(model.allowed_subpage_models()) for model in ours} == BELOW


def test_nothing_stands_below_a_moderated_page():
    assert [
        model
        for model in get_page_models()
        if issubclass(model, ModeratedPage) and model.subpage_types
    ] == []
