"""What every test may ask for: the site as `setup_site` makes it, and a duty roster."""

import copy
import gc
import os
import re
from contextlib import contextmanager
from datetime import date
from importlib import import_module
from urllib.request import urlopen

import pytest
import time_machine
from django.core.cache import cache
from django.db import connection, transaction
from django.utils import translation

from tests.network.factories import OrganisationFactory

# Long ways, left to `make walk` and `.ci/run`: ways around the partner on duty, two people at the
# same instant, the whole demonstration loaded again and again.
WALKS = re.compile(r"tests/(traps/|.*at_once\.py|home/(demo_loading/|test_load_demo\.py))")
WITHOUT_ELASTICSEARCH = "ELASTICSEARCH IS NOT TESTED: nobody answers at ELASTICSEARCH_URL"


def pytest_collection_modifyitems(items):
    for item in items:
        if WALKS.search(item.path.as_posix()):
            item.add_marker(pytest.mark.walk)
    _leave_out_what_has_no_server([item for item in items if "elasticsearch" in item.keywords])


def _leave_out_what_has_no_server(items):
    """Skip tests that need Elasticsearch where none answers; in CI one that was named has to."""
    address = os.environ.get("ELASTICSEARCH_URL", "")
    if not items or (address and _answers(address)):
        return
    if address and os.environ.get("CI"):
        pytest.exit(f"ELASTICSEARCH_URL names {address}, where nobody answers", returncode=1)
    for item in items:
        item.add_marker(pytest.mark.skip(reason=WITHOUT_ELASTICSEARCH))


def _answers(address):
    try:
        with urlopen(address, timeout=5):  # noqa: S310 -- whoever runs the tests named it
            return True
    except OSError:
        return False


def pytest_terminal_summary(terminalreporter):
    skipped = [
        report
        for report in terminalreporter.getreports("skipped")
        if WITHOUT_ELASTICSEARCH in str(report.longrepr)
    ]
    if skipped:
        terminalreporter.write_sep("!", WITHOUT_ELASTICSEARCH, yellow=True, bold=True)
        terminalreporter.write_line(
            f"{len(skipped)} tests were left out; docs/quality.md says how to run them."
        )


def pytest_collection_finish():
    """What is loaded by now stays: looking through it for garbage takes a tenth of the time."""
    gc.freeze()
    gc.set_threshold(100_000, 20, 20)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """The tree of pages, groups and workflow stand in the database before the first test."""
    with django_db_blocker.unblock():
        _make_tables_of_search()
        bring_site_back()


def _make_tables_of_search():
    """Make what the full-text search has in a migration alone.

    Two hundred migrations take half a minute on every start, so tables come from the models
    (``--nomigrations``). The demonstration migrates SQLite, CI's run on PostgreSQL migrates that.
    """
    migration = import_module("search.migrations.0002_full_text")
    with connection.schema_editor() as editor:
        migration.make_full_text(None, editor)


def bring_site_back():
    """Make the site in a database that was emptied, with the rows that migrations make."""
    from django.conf import settings  # as above
    from django.contrib.auth.models import Permission
    from django.contrib.contenttypes.models import ContentType
    from wagtail.models import Collection, Locale, Page

    from home.site_setup import ensure_site

    locale, _created = Locale.objects.get_or_create(language_code=settings.LANGUAGE_CODE)
    if not Page.objects.exists():
        Page.add_root(instance=Page(title="Root", slug="root", locale=locale))
    if not Collection.objects.exists():
        Collection.add_root(instance=Collection(name="Root"))
    kind, _created = ContentType.objects.get_or_create(
        app_label="wagtail_localize", model="translation"
    )
    Permission.objects.get_or_create(
        content_type=kind,
        codename="submit_translation",
        defaults={"name": "Can submit translations"},
    )
    ensure_site()


@pytest.fixture(scope="module")
def _site_for_those_who_come_after(django_db_setup, django_db_blocker):
    yield
    with django_db_blocker.unblock():
        bring_site_back()


@pytest.fixture
def committed_site(_site_for_those_who_come_after, transactional_db):
    """The site where what is saved is committed, so that two connections can meet.

    pytest-django empties the database after each such test; the site is brought back for the
    tests of other modules in the same process and for the next run with ``--reuse-db``.
    """
    bring_site_back()


@pytest.fixture
def django_capture_on_commit_callbacks(django_capture_on_commit_callbacks):
    """As pytest-django has it, but what was saved before does not stand in the way.

    No test commits, so that goes on waiting, and whoever waits already is not told a second time.
    """

    @contextmanager
    def capture(**options):
        connection.run_on_commit.clear()
        with django_capture_on_commit_callbacks(**options) as callbacks:
            yield callbacks

    return capture


@pytest.fixture(scope="module")
def rows_of_module(django_db_setup, django_db_blocker):
    """What a module's fixtures write stands for all its tests, and is undone after the last.

    What one of these tests does to it is rolled back before the next.
    """
    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def _people_of_a_review(rows_of_module):
    from tests.moderation.scene import NOON, set_scene  # as above

    with time_machine.travel(NOON, tick=False):
        return set_scene()


@pytest.fixture
def scene(_people_of_a_review, db):
    """The people of a review, at noon of a working day: `tests.moderation.scene`."""
    return copy.deepcopy(_people_of_a_review)


@pytest.fixture(autouse=True)
def _main_language():
    """The language of the last page of one test is not the next one's."""
    yield
    translation.deactivate()


@pytest.fixture(autouse=True)
def _empty_cache():
    """Throttle counters of one test are not the next one's."""
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def home(db):
    from home.models import HomePage  # as above

    return HomePage.objects.get(locale__language_code="sl")


@pytest.fixture
def blog_index(db):
    from blog.models import PostIndexPage  # as above

    return PostIndexPage.objects.get(locale__language_code="sl")


@pytest.fixture
def calendar_index(db):
    from calendar_app.models import EventIndexPage  # as above

    return EventIndexPage.objects.get(locale__language_code="sl")


@pytest.fixture
def on_duty(db):
    """The partner on duty in the month in which the test runs."""
    from django.utils import timezone  # as above

    from duty.roster import month_of
    from duty.services import set_duty

    partner = OrganisationFactory(name="Dežurni partner", is_partner=True)
    set_duty(month=month_of(timezone.now()), partner=partner)
    return partner


NOVEMBER, DECEMBER = date(2026, 11, 1), date(2026, 12, 1)
