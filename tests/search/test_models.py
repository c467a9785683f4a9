"""What a synonym and a count may be."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from search.models import QueryCount, Synonym

NOVEMBER = date(2026, 11, 1)


@pytest.fixture(autouse=True)
def _none(db):
    Synonym.objects.all().delete()


def test_synonym_is_kept_in_lower_case_without_marks_and_doubles():
    synonym = Synonym(typed="  KŠEFT!\x00 ", means="Posel; kšeft, posel,  Počitniško  delo")
    synonym.full_clean()

    assert (synonym.typed, synonym.means) == ("kšeft", "posel kšeft, posel, počitniško delo")


@pytest.mark.parametrize(
    ("facts", "wrong"),
    [
        ({"typed": ""}, {"typed"}),
        ({"typed": "!?"}, {"typed"}),
        ({"typed": "a b c d e"}, {"typed"}),
        ({"typed": "a" * 61}, {"typed"}),
        ({"means": ""}, {"means"}),
        ({"means": ", ,"}, {"means"}),
        ({"means": "kšeft, KŠEFT"}, {"means"}),
        ({"means": ", ".join(map(str, range(9)))}, {"means"}),
        ({"means": "a b c d e"}, {"means"}),
        ({"means": "a" * 61}, {"means"}),
        ({"means": "a" * 301}, {"means"}),
        ({"language": "fr"}, {"language"}),
    ],
)
def test_synonym_that_says_nothing_is_refused(facts, wrong):
    synonym = Synonym(**{"typed": "kšeft", "means": "posel", **facts})

    with pytest.raises(ValidationError) as refused:
        synonym.full_clean()

    assert set(refused.value.message_dict) == wrong


def test_synonym_stands_once_in_a_language():
    Synonym.objects.create(typed="kšeft", means="posel")
    Synonym(typed="kšeft", means="shop", language="en").full_clean()

    with pytest.raises(ValidationError):
        Synonym(typed="Kšeft", means="delo").full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        Synonym.objects.create(typed="kšeft", means="delo")


@pytest.mark.parametrize("facts", [{"clicked": 2}, {"without_result": 2}, {"asked": -1}])
def test_count_is_never_more_than_asked(facts):
    with pytest.raises(IntegrityError), transaction.atomic():
        QueryCount.objects.create(
            **{"month": NOVEMBER, "language": "sl", "query": "rov", "asked": 1, **facts}
        )
