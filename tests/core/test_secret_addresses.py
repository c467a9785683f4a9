import logging
import sys
from datetime import timedelta
from io import StringIO
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.test import RequestFactory
from django.utils.log import configure_logging
from gunicorn.config import Config
from gunicorn.glogging import Logger
from hypothesis import given
from hypothesis import strategies as st

from core.secret_addresses import OPENINGS, KeysOut, is_secret, keep_out_of, without_keys

KEY = "Zk3y-_x9"
OPERATIONS = Path(__file__).parents[2] / "docs" / "operations.md"
TOKENS = st.text("abcXYZ019-_", min_size=8, max_size=43)


@pytest.mark.parametrize(
    ("line", "written"),
    [
        (f"GET /odlocitev/{KEY}/ HTTP/1.1", "GET /odlocitev/[key] HTTP/1.1"),
        (f"GET /en/odlocitev/{KEY}/vrni/?a=b HTTP/1.1", "GET /en/odlocitev/[key] HTTP/1.1"),
        (f'"GET /dezurstva/{KEY}.ics" 200', '"GET /dezurstva/[key]" 200'),
        (f"Not Found: /racun/naslov/{KEY}/", "Not Found: /racun/naslov/[key]"),
        (f"/geslo/pozabljeno/2-{KEY}/", "/geslo/pozabljeno/[key]"),
        (f"/%6Fdlocitev/{KEY}/", "/%6Fdlocitev/[key]"),
        (f"/ODLOCITEV/{KEY}", "/ODLOCITEV/[key]"),
        (f"?next=%2Fodlocitev%2F{KEY}%2F 302", "?next=%2Fodlocitev%2F[key] 302"),
        (f"?next=%252Fodlocitev%252F{KEY}", "?next=%252Fodlocitev%252F[key]"),
        (f'"https://a.si/odlocitev/{KEY}/" "Firefox"', '"https://a.si/odlocitev/[key]" "Firefox"'),
        (
            f"/odlocitev/{KEY}/ in /dezurstva/{KEY}.ics",
            "/odlocitev/[key] in /dezurstva/[key]",
        ),
        (
            "/odlocitev/ /racun/naslov/ /dezurstvo/2026/",
            "/odlocitev/ /racun/naslov/ /dezurstvo/2026/",
        ),
        ("Nova objava 100 %", "Nova objava 100 %"),
        ("", ""),
    ],
)
def test_without_keys_leaves_everything_but_the_key(line, written):
    assert without_keys(line) == written


@given(opening=st.sampled_from(OPENINGS), token=TOKENS, around=st.text(max_size=20))
def test_without_keys_leaves_no_key_whatever_stands_around_it(opening, token, around):
    line = f"{around} {opening}{token}/{around}"

    assert f"{opening}{token}" not in without_keys(line)


@pytest.mark.parametrize(
    ("path", "secret"),
    [
        (f"/odlocitev/{KEY}/", True),
        (f"/de/odlocitev/{KEY}/", True),
        ("/odlocitev/\n", True),
        (f"/dezurstva/{KEY}.ics", True),
        (f"/geslo/pozabljeno/2-{KEY}/", True),
        ("/geslo/pozabljeno/", False),
        ("/racun/naslov/", False),
        ("/blog/odlocitev/a/", False),
        ("/dezurstvo/", False),
        ("/", False),
    ],
)
def test_is_secret_exactly_where_something_follows_an_opening(path, secret):
    assert is_secret(path) is secret


# --- what is written ------------------------------------------------------------------------------


@pytest.fixture
def written():
    """What a logger writes through the handler of our settings."""
    configure_logging("logging.config.dictConfig", settings.LOGGING)
    [handler] = [found for found in logging.getLogger().handlers if _is_no_tests(found)]
    stream, before = StringIO(), handler.stream
    handler.setStream(stream)
    yield stream.getvalue
    handler.setStream(before)


def _is_no_tests(handler):
    return not type(handler).__module__.startswith("_pytest")


def test_every_line_of_django_goes_without_keys(client, db, written):
    client.raise_request_exception = False

    client.get(f"/dezurstva/{KEY}.html")
    logging.getLogger("django.request").error("Not Found: %s", f"/odlocitev/{KEY}/")
    logging.getLogger("django.server").error('"%s" %s', f"GET /odlocitev/{KEY}/ HTTP/1.1", "500")

    assert KEY not in written()
    assert written().count("/odlocitev/[key]") == 2


def test_a_traceback_goes_without_keys(written):
    try:
        raise ValueError(f"/odlocitev/{KEY}/")
    except ValueError:
        logging.getLogger("moderation").exception("It failed", stack_info=True)

    assert KEY not in written()
    assert "ValueError: /odlocitev/[key]" in written()


def test_a_percent_sign_beside_a_key_is_no_format(written):
    logging.getLogger("moderation").error("%s: %s", "100 %s", f"/odlocitev/{KEY}/")

    assert "100 %s: /odlocitev/[key]" in written()


def test_no_handler_of_django_writes_around_ours(written):
    assert {
        name: [type(found) for found in logging.getLogger(name).handlers if _is_no_tests(found)]
        for name in ("django", "django.server")
    } == {"django": [], "django.server": [logging.StreamHandler]}


def test_access_log_of_gunicorn_goes_without_keys(tmp_path):
    lines = tmp_path / "access.log"
    config = Config()
    config.set("accesslog", str(lines))
    gunicorn = Logger(config)
    keep_out_of("gunicorn.access", "gunicorn.error")
    keep_out_of("gunicorn.access", "gunicorn.error")
    address = f"/odlocitev/{KEY}/"
    environ = RequestFactory().get(address, headers={"referer": f"https://a.si{address}"}).environ

    gunicorn.access(
        SimpleNamespace(status="200 OK", sent=12, headers=[]),
        SimpleNamespace(headers=[]),
        environ | {"RAW_URI": address},
        timedelta(seconds=1),
    )
    for handler in gunicorn.access_log.handlers:
        handler.close()

    assert KEY not in lines.read_text()
    assert '"GET /odlocitev/[key] HTTP/1.1" 200 12 "https://a.si/odlocitev/[key]"' in (
        lines.read_text()
    )
    assert [type(known) for known in gunicorn.access_log.filters] == [KeysOut]


def test_gunicorns_loggers_are_filtered_when_it_loads_the_site():
    sys.modules.pop("incubator.wsgi", None)
    import incubator.wsgi  # noqa: F401 -- loading it is what is tried

    assert [
        sum(isinstance(known, KeysOut) for known in logging.getLogger(name).filters)
        for name in ("gunicorn.access", "gunicorn.error")
    ] == [1, 1]


def test_operations_tell_proxies_of_every_opening():
    text = OPERATIONS.read_text(encoding="utf-8")

    assert [text.count(opening.strip("/")) >= 3 for opening in OPENINGS] == [True] * len(OPENINGS)


# --- what is answered -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "address",
    [
        f"/racun/naslov/{KEY}/",
        f"/en/racun/naslov/{KEY}/",
        f"/geslo/pozabljeno/2-{KEY}/",
        f"/odlocitev/{KEY}/ni/tega/",
        f"/dezurstva/{KEY}.ics",
    ],
)
@pytest.mark.parametrize("method", ["get", "post", "put"])
def test_an_address_that_is_a_key_is_told_and_kept_nowhere(client, db, address, method):
    answer = getattr(client, method)(address)

    assert (answer.headers["Referrer-Policy"], answer.headers["Cache-Control"]) == (
        "strict-origin",
        "no-store, private",
    )


def test_other_addresses_stay_as_they_are(client, db):
    answer = client.get("/racun/naslov/")

    assert answer.headers["Referrer-Policy"] == "same-origin"
