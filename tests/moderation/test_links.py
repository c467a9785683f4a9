"""Asking in the background whether links open. What answers is given; nothing is fetched."""

from datetime import timedelta

import pytest

from moderation import jobs, services
from moderation.link_fetching import Answer, State
from moderation.models import Finding, LinkState
from moderation.models.link_state import LinkOutcome
from tests.moderation.scene import LATER, NOON, row_of, submitted_by

MINUTE = timedelta(minutes=1)


def with_links(scene, *urls, title="S povezavami"):
    words = "".join(f'<p><a href="{url}">tu</a></p>' for url in urls)
    return submitted_by(scene.author, scene.youth, title=title, body=[("paragraph", words)])


class Web:
    """Answers as it is told, and remembers what it was asked."""

    def __init__(self, **answers):
        self.answers = answers
        self.asked = []

    def __call__(self, url):
        self.asked.append(url)
        host = url.split("/")[2].partition(".")[0]
        return self.answers.get(host, Answer(State.FINE, 200))


def states():
    return dict(LinkState.objects.values_list("url", "state"))


@pytest.mark.parametrize(
    ("answer", "outcome"),
    [
        (Answer(State.DEAD, 404), LinkOutcome.DEAD),
        (Answer(State.DEAD), LinkOutcome.DEAD),
        (Answer(State.REFUSED), LinkOutcome.REFUSED),
    ],
)
def test_a_link_that_does_not_open_is_found_in_the_text_that_waits(scene, answer, outcome):
    page = with_links(scene, "https://a.si/pot", "https://b.si/")
    web = Web(a=answer)

    services.check_links(now=LATER, fetch=web)

    assert sorted(web.asked) == ["https://a.si/pot", "https://b.si/"]
    assert states() == {"https://a.si/pot": outcome, "https://b.si/": "fine"}
    assert list(
        Finding.objects.filter(contribution=row_of(page)).values_list("check_name", "params")
    ) == [("links.dead", {"url": "https://a.si/pot"})]


def test_a_link_is_asked_about_once_a_week_for_all_texts(scene):
    web = Web(a=Answer(State.DEAD, 404))
    with_links(scene, "https://a.si/", title="Prvo")
    services.check_links(now=NOON, fetch=web)

    second = with_links(scene, "https://a.si/", title="Čisto drugo")

    assert Finding.objects.filter(contribution=row_of(second)).count() == 1
    assert services.check_links(now=LATER, fetch=web) == 0
    in_a_week = NOON + timedelta(days=7, seconds=1)
    services.look_again(page_id=second.pk, now=in_a_week)
    assert services.check_links(now=in_a_week, fetch=Web()) == 1
    assert states() == {"https://a.si/": "fine"}
    assert list(Finding.objects.filter(check_name="links.dead")) == []


def test_a_host_that_is_silent_is_asked_three_times(scene):
    with_links(scene, "https://a.si/")
    web, seen = Web(a=Answer(State.SILENT)), []

    for run in range(5):
        services.check_links(now=NOON + run * timedelta(minutes=31), fetch=web)
        seen.append(states()["https://a.si/"])

    assert (len(web.asked), seen) == (3, ["waiting", "waiting", "silent", "silent", "silent"])


def test_our_own_trouble_says_nothing_of_a_link(scene):
    with_links(scene, "https://a.si/")
    web = Web(a=Answer(State.OFFLINE))

    for run in range(6):
        services.check_links(now=NOON + run * timedelta(minutes=10), fetch=web)

    assert (len(web.asked), states()) == (6, {"https://a.si/": "waiting"})


def test_a_run_asks_few_and_each_host_once(scene):
    with_links(scene, *(f"https://{host}.si/{page}" for host in "abcde" for page in "12"))
    web = Web()

    runs = [services.check_links(now=NOON + run * MINUTE, fetch=web) for run in range(5)]

    assert runs == [3, 3, 2, 1, 1] or sum(runs) == 10
    hosts = [url.split("/")[2] for url in web.asked[:3]]
    assert len(set(hosts)) == 3


def test_two_schedulers_do_not_ask_twice(scene):
    with_links(scene, "https://a.si/")
    inner = Web()

    def meanwhile_another_comes(url):
        services.check_links(now=NOON, fetch=inner)
        return Answer(State.FINE, 200)

    services.check_links(now=NOON, fetch=meanwhile_another_comes)

    assert inner.asked == []


def test_nobody_asks_about_what_does_not_wait_any_more(scene):
    page = with_links(scene, "https://a.si/")
    services.withdraw(page_id=page.pk, user=scene.author, now=NOON)

    assert services.check_links(now=LATER, fetch=Web()) == 0


def test_links_of_nothing_that_waits_are_forgotten_after_a_week(scene):
    gone, waits = with_links(scene, "https://a.si/"), with_links(scene, "https://b.si/", title="B")
    services.check_links(now=NOON, fetch=Web())
    services.withdraw(page_id=gone.pk, user=scene.author, now=NOON)

    jobs.forget_link_states(NOON + timedelta(days=7))
    assert set(states()) == {"https://a.si/", "https://b.si/"}
    jobs.forget_link_states(NOON + timedelta(days=7, seconds=1))

    assert set(states()) == {"https://b.si/"}
    assert row_of(waits).proposal == "submitted"


def test_the_job_asks_nobody_where_the_installation_may_not(scene, settings):
    with_links(scene, "https://a.si/")
    settings.LINK_CHECKS = False

    jobs.check_links(NOON)

    assert states() == {"https://a.si/": "waiting"}
