"""Two who write completions at once; what is saved here is committed."""

import pytest
from django.db import transaction

from search.models import Completion
from search.services.completions import complete_queries, complete_titles
from search.services.indexing import hold_index
from tests.at_once import one_waits_for_the_other
from tests.search.entries import entry


@pytest.mark.parametrize("is_title_first", [True, False], ids=["title first", "query first"])
def test_title_stands_in_place_of_a_query_that_is_written_at_the_same_moment(
    committed_site, is_title_first
):
    written = entry("", title="rock koncert")

    def write_title():
        with transaction.atomic():
            hold_index()
            complete_titles(before=[], after=[written])

    def write_query():
        complete_queries(asked={("sl", "rock koncert"): 9})

    steps = (write_title, write_query) if is_title_first else (write_query, write_title)
    answers = one_waits_for_the_other(*steps)

    assert answers == [None, None]
    assert [row.is_query for row in Completion.objects.filter(label="rock koncert")] == [False]
