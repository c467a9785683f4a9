"""Titles in lists that outlive the right to read: shown as far as the person may see them now."""

from collections.abc import Iterable

from wagtail.models import Page

from core.querysets import open_to_all
from network.models import Contribution
from network.rights import Duty, Person


def titles_for(person: Person, duty: Duty, page_ids: Iterable[int | None]) -> dict[int, str]:
    """Return page → title, of those pages whose title the person may read now; two queries.

    It is that of the draft for whoever may read the draft, else that of the public page.
    """
    numbers = {number for number in page_ids if number}
    if not numbers:
        return {}
    public = open_to_all(Page.objects.live().filter(pk__in=numbers))
    seen = Contribution.objects.filter(page__in=numbers).seen_by(person, duty)
    return {
        **dict(public.values_list("pk", "title")),
        **dict(seen.values_list("page_id", "page__draft_title")),
    }
