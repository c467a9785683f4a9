import pytest
from django.template.loader import get_template
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext
from wagtail.contrib.redirects.models import Redirect

from core.middleware import CMS_POLICY, PUBLIC_POLICY
from core.models import GoneAddress
from tests.accounts.factories import UserFactory
from tests.blog.factories import PostPageFactory

SAFE = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), interest-cohort=()",
}
PUBLIC = SAFE | {"Content-Security-Policy": PUBLIC_POLICY}
CMS = SAFE | {"Content-Security-Policy": CMS_POLICY}


def headers(answer):
    return {name: answer.headers.get(name) for name in PUBLIC}


def gone(address):
    GoneAddress.objects.create(path=address, gone_at=timezone.now())


# --- what a browser may load ------------------------------------------------------------------


@pytest.mark.parametrize(
    "address", ["/", "/blog/", "/iskanje/?q=rov", "/prijava/", "/ni-tega/", "/cmsi/"]
)
def test_public_pages_load_nothing_inline_and_nothing_from_elsewhere(client, db, address):
    answer = client.get(address)

    assert headers(answer) == PUBLIC
    assert "<script>" not in answer.text
    assert "style=" not in answer.text


def test_an_address_that_is_gone_says_what_may_be_loaded(client, db):
    gone("/blog/prej/")

    assert headers(client.get("/blog/prej/")) == PUBLIC


def test_the_cms_may_load_what_wagtail_writes_into_its_pages(client, db):
    client.force_login(UserFactory(coordinator=True))

    answer = client.get("/cms/")

    assert (answer.status_code, headers(answer)) == (200, CMS)


def fail(request):
    raise RuntimeError("brez elektrike")


def test_an_error_answers_in_three_languages_and_says_what_may_be_loaded(client, db, settings):
    settings.ROOT_URLCONF = (path("napaka/", fail),)
    client.raise_request_exception = False

    answer = client.get("/napaka/")

    assert (answer.status_code, headers(answer)) == (500, PUBLIC)
    assert [f'lang="{code}"' in answer.text for code in ("sl", "en", "de")] == [True] * 3
    assert "brez elektrike" not in answer.text


@pytest.mark.parametrize("name", ["404.html", "410.html", "429.html", "500.html"])
def test_pages_of_errors_are_drawn_from_nothing(name):
    text = get_template(name).render()

    assert "<main" in text
    assert text.rstrip().endswith("</html>")


# --- gone -------------------------------------------------------------------------------------

NOT_FOUND = gettext("This path leads nowhere")
GONE = gettext("This page is no longer here")


def said(answer):
    """What an answer says: its number, and which of the two sentences."""
    return answer.status_code, NOT_FOUND in answer.text, GONE in answer.text


@pytest.mark.parametrize(
    "address", ["/ni-tega/", "/blog/ni-tega/", "/blog/prej", "/%00/", "/" + "a" * 5000 + "/"]
)
def test_an_address_that_never_was_is_not_found(client, db, address):
    gone("/blog/prej/")

    answer = client.get(address, follow=True)

    assert said(answer) == ((410, False, True) if "prej" in address else (404, True, False))


def test_an_address_of_a_deleted_page_is_gone(client, db):
    gone("/blog/prej/")

    assert said(client.get("/blog/prej/")) == (410, False, True)
    assert said(client.get("/blog/prej/?q=rov")) == (410, False, True)


def test_an_address_that_is_used_again_is_answered_by_its_new_page(client, db):
    gone("/blog/prej/")
    PostPageFactory(slug="prej", title="Spet tu", published=True)

    answer = client.get("/blog/prej/")

    assert answer.status_code == 200
    assert "<h1>Spet tu</h1>" in answer.text


def test_a_redirect_is_stronger_than_gone(client, db):
    gone("/blog/prej/")
    Redirect.objects.create(old_path="/blog/prej", redirect_link="/blog/")

    answer = client.get("/blog/prej/")

    assert (answer.status_code, answer.headers["Location"]) == (301, "/blog/")


@pytest.mark.parametrize(
    "address",
    ["/datoteke/{}/porocilo.pdf", "/cms/pregled/{}/", "/cms/pages/{}/", "/cms/pages/{}/edit/"],
)
@pytest.mark.parametrize("digits", [20, 5000])
def test_a_number_that_no_database_holds_is_not_found(client, db, address, digits):
    client.force_login(UserFactory(is_superuser=True))

    assert client.get(address.format("9" * digits)).status_code == 404
