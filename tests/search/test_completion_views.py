"""The address that the search box asks while somebody types."""

import pytest
from django.db import connection

from tests.blog.factories import PostPageFactory
from tests.network.factories import OrganisationFactory

ADDRESS = "/iskanje/predlogi/"


@pytest.fixture
def indexed(db, django_capture_on_commit_callbacks):
    """Run something and write the index of what it saved."""

    def run(make, *args, **facts):
        with django_capture_on_commit_callbacks(execute=True):
            made = make(*args, **facts)
        # Nothing is committed in a test, so what has run would go on waiting.
        connection.run_on_commit.clear()
        return made

    return run


def test_answer_is_the_same_for_everybody_and_may_be_kept_for_a_minute(indexed, client, admin_user):
    page = indexed(PostPageFactory, title="Šotorjenje", published=True)

    answer = client.get(ADDRESS, {"q": "sot"})
    client.force_login(admin_user)
    signed_in = client.get(ADDRESS, {"q": "sot"})

    for response in (answer, signed_in):
        assert response.json() == {
            "suggestions": [{"label": "Šotorjenje", "url": page.get_url(), "kind": "Objava"}]
        }
        assert response["Content-Type"] == "application/json"
        assert response["Cache-Control"] == "public, max-age=60"
        assert response["X-Robots-Tag"] == "noindex"
        assert "Cookie" not in response.get("Vary", "")
        assert not response.cookies


def test_answer_is_in_the_language_of_the_address(indexed, client):
    indexed(OrganisationFactory, name="Koča", slug="koca")

    answers = [client.get(f"{prefix}{ADDRESS}?q=koc").json() for prefix in ("", "/en", "/de")]

    assert [answer["suggestions"] for answer in answers] == [
        [{"label": "Koča", "url": "/organizacije/koca/", "kind": "Organizacija"}],
        [{"label": "Koča", "url": "/en/organizacije/koca/", "kind": "Organisation"}],
        [{"label": "Koča", "url": "/de/organizacije/koca/", "kind": "Organisation"}],
    ]


HOSTILE = {
    "nothing": "",
    "no_query": "x=1",
    "empty": "q=",
    "repeated": "q=ro&q=rov",
    "list": "q[]=ro",
    "ten_thousand_characters": f"q={'ro' * 5000}",
    "ten_thousand_words": f"q={'ro+' * 5000}",
    "nul": "q=ro%00v",
    "surrogate": "q=ro%ED%A0%80v",
    "bytes": "q=%FF%FE%80ro",
    "quotes": "q=%22ro%27%27%22%60",
    "like": "q=%25_%25ro%5C",
    "stars": "q=ro*+*+**",
    "operators": "q=ro+AND+NOT+(+NEAR/2+|+%26+!+:*",
    "injection": "q=ro%27)%3B+DROP+TABLE+search_entry%3B--",
    "right_to_left": "q=%E2%80%AEro%E2%80%8D",
    "accents": f"q=r{'%CC%81' * 3000}o",
    "astral": "q=%F0%9F%99%88%F0%9D%95%B4",
    "ligature": "q=%EF%B7%BA%EF%B7%BA",
}


@pytest.mark.parametrize("query", HOSTILE.values(), ids=HOSTILE.keys())
def test_whatever_is_sent_a_list_comes_back(indexed, client, query):
    page = indexed(PostPageFactory, title="Rov", published=True)
    rov = {"label": "Rov", "url": page.get_url(), "kind": "Objava"}

    answer = client.get(f"{ADDRESS}?{query}")

    assert answer.status_code == 200
    assert answer.json() in ({"suggestions": []}, {"suggestions": [rov]})


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_nothing_but_reading_is_answered(db, client, method):
    answer = getattr(client, method)(ADDRESS)

    assert answer.status_code == 405


def test_who_asks_too_often_gets_an_empty_list(indexed, client, settings):
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "search_completion": "2/m/ip"}
    indexed(PostPageFactory, title="Rov", published=True)

    answers = [client.get(ADDRESS, {"q": "rov"}) for _ in range(3)]

    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert answers[2].json() == {"suggestions": []}
    assert "Cache-Control" not in answers[2]
