import pytest
from django.test import Client
from django.urls import reverse

WORDS = "Dolgo pisano besedilo <b>"
ORIGIN = {"HTTP_ORIGIN": "http://testserver"}


def send(**headers):
    """Send a form of ours with a token that the browser does not know any more."""
    client = Client(enforce_csrf_checks=True)
    return client.post(
        reverse("report_mistake"), {"message": WORDS, "csrfmiddlewaretoken": "x" * 64}, **headers
    )


@pytest.mark.django_db
def test_form_too_old_gives_the_words_back_and_leads_to_the_form():
    response = send(**ORIGIN)
    page = response.content.decode()

    assert response.status_code == 403
    assert "Dolgo pisano besedilo &lt;b&gt;" in page
    assert f'href="{reverse("report_mistake")}"' in page


@pytest.mark.django_db
@pytest.mark.parametrize(
    "headers",
    [{}, {"HTTP_ORIGIN": "https://example.org"}, {"HTTP_ORIGIN": "null"}],
    ids=["none", "another site", "hidden"],
)
def test_form_too_old_shows_nothing_that_another_site_sends(headers):
    response = send(**headers)

    assert response.status_code == 403
    assert "Dolgo pisano" not in response.content.decode()


@pytest.mark.django_db
def test_form_too_old_says_so_where_nothing_was_written():
    client = Client(enforce_csrf_checks=True)

    response = client.post(reverse("report_mistake"), {"email": "a@example.org"}, **ORIGIN)

    assert (response.status_code, "a@example.org" in response.content.decode()) == (403, False)
