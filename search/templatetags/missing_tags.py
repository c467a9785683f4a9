"""The form for whoever found nothing, to stand below their empty results."""

from django import template

from search.missing_form import MissingForm

register = template.Library()


@register.inclusion_tag("search/missing_form.html", takes_context=True)
def missing_form(context, query: str):
    """Draw "tell us what you are looking for"; ``query`` is what was searched for."""
    return {
        "form": MissingForm(initial={"q": query}),
        "csrf_token": context.get("csrf_token"),
    }
