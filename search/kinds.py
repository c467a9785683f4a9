"""What kinds of things readers find, as pages and rows say it themselves."""

from functools import cache

from wagtail.models import Page
from wagtail.search.index import get_indexed_models


def kind_of(model) -> str:
    """Return the word for a type in the search's address; "" for what readers do not find."""
    # A place has a ``kind`` of its own, which says what sort of room it is.
    return getattr(model, "kind" if issubclass(model, Page) else "search_kind", "")


@cache
def findable_models() -> dict[str, type]:
    """Return the type for each kind, in the order of the site's rooms."""
    models = {}
    for model in get_indexed_models():
        if kind_of(model):
            models.setdefault(kind_of(model), model)
    return models


def kinds_that_help() -> list[str]:
    """Return the kinds that are offered to somebody who found nothing."""
    return [kind for kind, model in findable_models().items() if model.helps_when_lost]
