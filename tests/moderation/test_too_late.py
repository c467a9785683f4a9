"""Whoever comes too late is shown what is new, and keeps what they typed."""

from datetime import date, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils.translation import gettext

from duty import services as services_of_duty
from duty.roster import LJUBLJANA
from moderation import services
from moderation.errors import MonthIsOver
from moderation.models import StepKind
from tests.moderation.scene import NOON, as_read, published_by, submitted_by, write
from tests.moderation.test_views import form_of, sent

DECEMBER = datetime(2026, 12, 1, 0, 1, tzinfo=LJUBLJANA)


def opened(client, page):
    """Open the text and return what the form carries from then on."""
    client.get(reverse("moderation:submission", args=[page.pk]))
    return form_of(page, comment="Dodaj datum.")


def test_who_reads_words_that_changed_is_shown_the_difference(scene, submitted, client):
    client.force_login(scene.decider)
    data = opened(client, submitted)
    write(submitted, scene.colleague, title="Novejše")

    answer = sent(client, "send_back", submitted, data)

    news = answer.context["news"]
    assert (answer.status_code, answer.context["has_changed"], news.reader) == (
        409,
        True,
        scene.decider,
    )
    [change] = news.changes
    assert [part.text for part in change.parts] == ["Oddano", "Novejše"]
    assert "Dodaj datum." in answer.content.decode()


@pytest.mark.parametrize("how", [StepKind.SENT_BACK, StepKind.WITHDRAWN])
def test_who_decides_what_is_decided_is_told_by_whom(scene, submitted, client, how):
    client.force_login(scene.decider)
    data = opened(client, submitted)
    if how == StepKind.SENT_BACK:
        read = as_read(submitted)
        services.send_back(
            page_id=submitted.pk, user=scene.colleague, now=NOON, comment="Prekratko.", **read
        )
    else:
        services.withdraw(page_id=submitted.pk, user=scene.author, now=NOON)

    answer = sent(client, "approve", submitted, data)

    text = answer.content.decode()
    ended = answer.context["ended"]
    assert (answer.status_code, ended.kind) == (409, how)
    assert str(ended.actor) in text
    assert ("Prekratko." in text) == (how == StepKind.SENT_BACK)
    assert "Dodaj datum." in text


def test_who_decides_what_is_published_is_told_by_whom_and_keeps_the_comment(
    scene, submitted, client
):
    client.force_login(scene.decider)
    data = opened(client, submitted)
    services.approve(page_id=submitted.pk, user=scene.colleague, now=NOON, **as_read(submitted))

    answer = sent(client, "send_back", submitted, data)

    assert (answer.status_code, answer.context["ended"].actor) == (409, scene.colleague)
    assert "Dodaj datum." in answer.content.decode()


def test_whose_month_is_over_is_told_who_is_on_duty_and_nothing_that_was_said_since(
    scene, submitted, client, clock
):
    client.force_login(scene.decider)
    data = opened(client, submitted)
    clock.move_to(DECEMBER)
    # Three weeks later the session has ended.
    client.force_login(scene.decider)
    waits = sent(client, "send_back", submitted, data)
    services.send_back(
        page_id=submitted.pk,
        user=scene.follower,
        now=DECEMBER,
        comment="Skrivni razlog.",
        **as_read(submitted),
    )
    decided = sent(client, "send_back", submitted, data)

    texts = [answer.content.decode() for answer in (waits, decided)]
    assert [answer.status_code for answer in (waits, decided)] == [403, 404]
    assert ["Dodaj datum." in text for text in texts] == [True, True]
    assert ("Naslednji partner" in texts[0], "Skrivni razlog." in texts[1]) == (True, False)


@pytest.mark.parametrize(
    ("who", "first_day", "hour"),
    [
        ("decider", date(2026, 11, 12), datetime(2026, 11, 12, tzinfo=LJUBLJANA)),
        ("follower", date(2026, 11, 10), datetime(2026, 11, 15, tzinfo=LJUBLJANA)),
    ],
    ids=["somebody stands in now", "standing in is over"],
)
def test_whose_duty_ended_within_the_month_is_told_so_and_keeps_the_comment(
    scene, submitted, client, clock, who, first_day, hour
):
    services_of_duty.arrange_stand_in(
        partner=scene.next_partner,
        first_day=first_day,
        last_day=date(2026, 11, 14),
        user=scene.coordinator,
        now=NOON - timedelta(hours=1),
    )
    client.force_login(getattr(scene, who))
    clock.move_to(hour - timedelta(seconds=1))
    data = opened(client, submitted)
    clock.move_to(hour)

    answer = sent(client, "send_back", submitted, data)

    text = answer.content.decode()
    assert answer.status_code == 403
    assert [str(MonthIsOver.message) in text, "Dodaj datum." in text] == [True, True]


@pytest.mark.parametrize("action", ["send_back", "approve", "take_over"])
def test_words_about_a_text_that_was_deleted_are_given_back(scene, submitted, client, action):
    client.force_login(scene.decider)
    data = {**opened(client, submitted), "reason": "Dodaj datum."}
    services.withdraw(page_id=submitted.pk, user=scene.author, now=NOON)
    services.delete(page_id=submitted.pk, user=scene.author, now=NOON)

    answer = sent(client, action, submitted, data)

    assert (answer.status_code, "Dodaj datum." in answer.content.decode()) == (404, True)


def test_words_about_what_is_hidden_come_back_as_those_about_what_is_gone(scene, draft, client):
    """Only the person's own words differ: nothing tells that there is such a draft."""
    client.force_login(scene.decider)
    data = form_of(draft, comment="Besede.")

    answers = [
        client.post(reverse("moderation:send_back", args=[pk]), data) for pk in (draft.pk, 999_999)
    ]

    hidden, gone = (
        answer.content.decode().replace(f"/{pk}/", "/0/")
        for answer, pk in zip(answers, (draft.pk, 999_999), strict=True)
    )
    assert [answer.status_code for answer in answers] == [404, 404]
    assert gettext("There is no such text for you") in hidden
    assert hidden == gone


def test_a_date_that_was_chosen_is_kept_with_the_comment(scene, submitted, client):
    client.force_login(scene.decider)
    data = {**opened(client, submitted), "go_live_at": "2026-11-20T08:00"}
    write(submitted, scene.colleague, title="Novejše")

    form = sent(client, "approve", submitted, data).context["approve_form"]

    assert form["comment"].value() == "Dodaj datum."
    assert form["go_live_at"].value().isoformat() == "2026-11-20T08:00:00"


# --- Wagtail's own buttons ----------------------------------------------------------------------


def buttons(client, page):
    """What the editor offers to do with a page, or the answer's code where it does not open."""
    answer = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk]))
    if answer.status_code != 200:
        return answer.status_code
    text = answer.content.decode()
    names = {part.partition('"')[0] for part in text.split('name="action-')[1:]}
    links = {"unpublish", "delete"}
    return names | {
        name for name in links if reverse(f"wagtailadmin_pages:{name}", args=[page.pk]) in text
    }


@pytest.mark.parametrize(
    ("who", "expected"),
    [
        ("decider", set()),
        ("author", 302),
        ("coordinator", 302),
        ("root", set()),
    ],
)
def test_the_editor_of_what_waits_offers_no_decision(scene, submitted, client, who, expected):
    client.force_login(getattr(scene, who))

    assert buttons(client, submitted) == expected


@pytest.mark.parametrize(
    ("who", "expected"),
    [("decider", 404), ("coordinator", 302), ("root", {"delete"})],
)
def test_the_editor_of_a_public_text_publishes_and_unpublishes_nothing(
    scene, client, who, expected
):
    live = published_by(scene.author, scene.youth, title="Javno")
    client.force_login(getattr(scene, who))

    assert buttons(client, live) == expected


@pytest.mark.parametrize(
    "button", ["publish", "workflow-action", "cancel-workflow", "restart-workflow", "unpublish"]
)
@pytest.mark.parametrize("who", ["decider", "root"])
def test_a_button_that_is_not_offered_decides_nothing(scene, client, who, button):
    from tests.moderation.test_receivers import in_the_editor  # it imports this package's scene

    page = submitted_by(scene.author, scene.youth, title="Oddano")
    client.force_login(getattr(scene, who))

    client.post(
        reverse("wagtailadmin_pages:edit", args=[page.pk]),
        in_the_editor(page, **{f"action-{button}": "approve", "workflow-action-name": "approve"}),
    )

    assert type(page).objects.get(pk=page.pk).live is False
