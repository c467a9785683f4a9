"""Chromium against a running site with the demonstration's content."""

import os
from io import StringIO

import pytest
from django.core.management import call_command
from django.test import override_settings
from pytest_django.live_server_helper import LiveServer

from tests.conftest import bring_site_back

CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def chromium():
    """One browser for all tests; each opens a page of its own."""
    # Playwright runs an event loop in this thread, which Django would take for asynchronous code.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    sync_api = pytest.importorskip("playwright.sync_api")
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield browser
        browser.close()


@pytest.fixture(autouse=True)
def db(demo):
    """Tell pytest-django that its database is wanted, without a transaction around the test.

    That would keep the server's threads from writing.
    """


@pytest.fixture(scope="package")
def demo(django_db_setup, django_db_blocker):
    """The address of a site with the demonstration's content, the same for all tests of this folder."""
    from wagtail.models import Site  # the apps are loaded by now

    with django_db_blocker.unblock():
        call_command("load_demo", force=True, verbosity=0, stdout=StringIO())
        server = LiveServer("localhost")
        site = Site.objects.get()
        site.hostname, site.port = server.thread.host, server.thread.port
        site.save()
        with override_settings(SITE_ADDRESS=server.url, WAGTAILADMIN_BASE_URL=server.url):
            yield server.url
        server.stop()
        call_command("flush", interactive=False, verbosity=0)
        bring_site_back()
