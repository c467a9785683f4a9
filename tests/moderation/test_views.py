from datetime import datetime, timedelta
from urllib.parse import unquote

import pytest
from django.contrib.contenttypes.models import ContentType
from django.contrib.messages import get_messages
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.translation import gettext
from wagtail.models import Page

from blog.models import PostIndexPage, PostPage
from duty.roster import LJUBLJANA
from moderation import services
from moderation.digest import content_digest
from moderation.errors import Changed, MonthIsOver, TooLate
from network.models import Contribution
from network.rights import Proposal, Public
from network.services import sync_organisation
from tests.moderation.scene import (
    NOON,
    as_read,
    draft_by,
    latest,
    public_title,
    published_by,
    row_of,
    submitted_by,
    write,
)

QUEUE = "/cms/pregled/"


def form_of(page, **facts):
    """What the browser sends when a decision is made about the version on the screen."""
    read = as_read(page)
    return {"revision": read["revision_id"], "digest": read["digest"], **facts}


def sent(client, action, page, data):
    return client.post(reverse(f"moderation:{action}", args=[page.pk]), data)


def said(answer):
    return [str(message) for message in get_messages(answer.wsgi_request)]


def many_submissions(numbers, organisation):
    """Rows as the queue reads them, without text: five hundred would take minutes otherwise."""
    index = PostIndexPage.objects.get(locale__language_code="sl")
    post_type = ContentType.objects.get_for_model(PostPage)
    pages = Page.objects.bulk_create(
        Page(
            title=f"Vrsta {number}",
            draft_title=f"Vrsta {number}",
            slug=f"vrsta-{number}",
            path=f"{index.path}Z{number:03}",
            depth=index.depth + 1,
            url_path=f"{index.url_path}vrsta-{number}/",
            content_type=post_type,
            locale=index.locale,
            live=False,
        )
        for number in numbers
    )
    Contribution.objects.bulk_create(
        Contribution(
            page=page,
            organisation=organisation,
            proposal=Proposal.SUBMITTED,
            submitted_at=NOON,
            submitted_digest="a" * 64,
            answer_by=NOON.date(),
        )
        for page in pages
    )


# --- the queue --------------------------------------------------------------------------------


@pytest.fixture
def crowd(scene):
    """A draft, three submissions (one of the partner itself), one published, one sent back."""
    draft_by(scene.author, scene.youth, title="Osnutek")
    submitted_by(scene.author, scene.youth, title="Drugi")
    submitted_by(scene.decider, scene.partner, title="Lastni")
    submitted_by(scene.stranger, scene.stranger.memberships.get().organisation, title="Prvi")
    Contribution.objects.filter(page__draft_title="Prvi").update(
        submitted_at=NOON - timedelta(days=3), answer_by=NOON.date()
    )
    published_by(scene.author, scene.youth, title="Objavljeni")
    back = submitted_by(scene.author, scene.youth, title="Vrnjeni")
    services.send_back(
        page_id=back.pk, user=scene.decider, now=NOON, comment="Ne.", **as_read(back)
    )


@pytest.mark.parametrize(
    ("who", "titles"),
    [
        ("decider", ["Prvi", "Drugi", "Lastni"]),
        ("coordinator", ["Prvi", "Drugi", "Lastni"]),
        ("root", ["Prvi", "Drugi", "Lastni"]),
        ("follower", ["Lastni"]),
    ],
)
def test_queue_lists_what_waits_and_may_be_read_the_longest_waiting_first(
    scene, crowd, client, who, titles
):
    client.force_login(getattr(scene, who))

    answer = client.get(QUEUE)

    assert [str(row) for row in answer.context["submissions"]] == titles
    for title in ["Osnutek", "Prvi", "Drugi", "Lastni", "Objavljeni", "Vrnjeni"]:
        assert (title in answer.content.decode()) == (title in titles)


@pytest.mark.parametrize("who", ["author", "lead", None])
def test_queue_is_closed_to_whoever_has_no_business_in_the_cms(scene, crowd, client, who):
    if who:
        client.force_login(getattr(scene, who))

    answer = client.get(QUEUE)

    assert answer.status_code in {302, 403}
    assert "Drugi" not in answer.content.decode()


def test_queue_says_so_when_nothing_waits(scene, client):
    client.force_login(scene.decider)

    answer = client.get(QUEUE)

    assert gettext("Nothing waits") in answer.content.decode()
    assert "<h>" not in answer.content.decode()


@pytest.mark.parametrize(
    ("who", "shown"),
    [("decider", True), ("coordinator", True), ("root", True), ("follower", False)],
)
def test_queue_shows_what_went_around_duty_and_reports_to_those_who_keep_watch(
    scene, client, who, shown
):
    live = published_by(scene.author, scene.youth, title="Koncert")
    services.note_unreviewed(
        contribution=row_of(live), user=scene.author, now=NOON, comment="Odpade zaradi dežja"
    )
    services.report_mistake(address="/", page=None, message="Ura.", email="", now=NOON)
    client.force_login(getattr(scene, who))

    page = client.get(QUEUE).content.decode()

    assert ("Odpade zaradi dežja" in page, reverse("moderation:reports") in page) == (shown, shown)


def test_queue_names_an_event_around_duty_by_its_public_title(scene, client):
    """The draft beside it is its organisation's business alone."""
    live = published_by(scene.author, scene.youth, title="Javni naslov")
    write(live, scene.author, title="Skrivni naslov")
    services.note_unreviewed(contribution=row_of(live), user=scene.author, now=NOON, comment="-")
    client.force_login(scene.decider)

    page = client.get(QUEUE).content.decode()

    assert ("Javni naslov" in page, "Skrivni naslov" in page) == (True, False)


@pytest.mark.parametrize(
    ("who", "shown"),
    [("decider", True), ("coordinator", True), ("root", True), ("follower", False)],
)
def test_queue_lists_what_will_be_published_by_itself_by_the_title_that_was_approved(
    scene, submitted, client, who, shown
):
    later = NOON + timedelta(days=3)
    services.approve(
        page_id=submitted.pk, user=scene.decider, now=NOON, go_live_at=later, **as_read(submitted)
    )
    write(submitted, scene.author, title="Skrivni naslov")
    client.force_login(getattr(scene, who))

    page = client.get(QUEUE).content.decode()

    link = f'<a href="{reverse("moderation:submission", args=[submitted.pk])}">Oddano</a>'
    assert (link in page, "13. 11. 2026" in page, "Skrivni naslov" in page) == (shown, shown, False)


@pytest.mark.parametrize(
    ("address", "count"),
    [("", 25), ("?page=2", 1), ("?page=3", 1), ("?page=0", 1), ("?page=x", 25)],
    ids=["first", "last", "beyond", "before", "no number"],
)
def test_queue_is_parted_into_pages(scene, client, address, count):
    many_submissions(range(26), scene.youth)
    client.force_login(scene.decider)

    assert len(client.get(QUEUE + address).context["submissions"]) == count


def test_queue_asks_the_database_as_often_for_thirty_rows_as_for_one(scene, client):
    client.force_login(scene.decider)
    counts = []
    for more in (range(1), range(1, 30)):
        many_submissions(more, scene.youth)
        client.get(QUEUE)
        with CaptureQueriesContext(connection) as queries:
            client.get(QUEUE)
        counts.append(len(queries))

    assert counts[0] == counts[1]
    assert counts[0] <= 24


# --- what was typed -----------------------------------------------------------------------------


def test_whoever_was_signed_out_gets_their_comment_back(submitted, client):
    answer = sent(client, "send_back", submitted, {"comment": "Dopolni, kdaj se začne."})

    assert answer.status_code == 403
    assert "Dopolni, kdaj se začne." in answer.text
    assert reverse("moderation:submission", args=[submitted.pk]) in unquote(answer.text)


@pytest.mark.parametrize("action", ["approve", "send_back", "take_over", "take_down"])
def test_that_a_draft_exists_is_not_told_to_duty(scene, draft, client, action):
    client.force_login(scene.decider)

    answers = [
        client.post(reverse(f"moderation:{action}", args=[pk]), form_of(draft, comment="?"))
        for pk in (draft.pk, 999_999)
    ]

    assert [answer.status_code for answer in answers] == [404, 404]


# --- one text ---------------------------------------------------------------------------------


def actions(answer):
    return {name for name, may in answer.context["may"].items() if may}


@pytest.mark.parametrize(
    ("who", "may"),
    [
        ("decider", {"see", "approve", "send_back", "mend", "schedule"}),
        ("coordinator", {"see", "take_over"}),
        (
            "root",
            {"see", "approve", "send_back", "mend", "schedule", "withdraw"},
        ),
    ],
)
def test_submission_shows_the_text_and_what_may_be_done(scene, submitted, client, who, may):
    client.force_login(getattr(scene, who))

    answer = client.get(reverse("moderation:submission", args=[submitted.pk]))

    read = as_read(submitted)
    assert actions(answer) == may
    assert (answer.context["revision"].pk, answer.context["digest"]) == (
        read["revision_id"],
        read["digest"],
    )
    assert f"{read['revision_id']}/?digest={read['digest']}" in answer.content.decode()


@pytest.mark.parametrize("proposal", ["draft", "submitted", "sent_back"])
def test_submission_does_not_exist_for_whoever_may_not_read_it(scene, submitted, client, proposal):
    Contribution.objects.filter(page=submitted.pk).update(proposal=proposal)
    client.force_login(scene.follower)

    answer = client.get(reverse("moderation:submission", args=[submitted.pk]))

    assert (answer.status_code, "Oddano" in answer.content.decode()) == (404, False)


def test_a_draft_does_not_exist_for_the_partner_on_duty(scene, draft, client):
    client.force_login(scene.decider)

    answer = client.get(reverse("moderation:submission", args=[draft.pk]))

    assert (answer.status_code, "Osnutek" in answer.content.decode()) == (404, False)


def test_submission_shows_duty_a_live_page_without_the_draft_beside_it(scene, client):
    live = published_by(scene.author, scene.youth, title="Javni naslov")
    revision = write(live, scene.author, title="Skrivni naslov")
    client.force_login(scene.decider)

    answer = client.get(reverse("moderation:submission", args=[live.pk]))
    text = client.get(
        reverse("moderation:reading", args=[live.pk, revision.pk]),
        {"digest": content_digest(revision.content)},
    )

    page = answer.content.decode()
    assert (actions(answer), "Javni naslov" in page, "Skrivni naslov" in page) == (
        {"take_down", "change_status"},
        True,
        False,
    )
    assert (text.status_code, "Skrivni" in text.content.decode()) == (404, False)


@pytest.mark.parametrize("mended", [True, False])
def test_submission_says_that_a_text_was_mended(scene, submitted, client, mended):
    if mended:
        write(submitted, scene.colleague, title="Popravljeno")
    client.force_login(scene.decider)

    answer = client.get(reverse("moderation:submission", args=[submitted.pk]))

    assert answer.context["was_mended"] == mended


def test_submission_does_not_speak_of_mending_where_nothing_waits(scene, submitted, client):
    services.withdraw(page_id=submitted.pk, user=scene.author, now=NOON)
    write(submitted, scene.author, title="Pišem naprej")
    client.force_login(scene.root)

    answer = client.get(reverse("moderation:submission", args=[submitted.pk]))

    assert answer.context["was_mended"] is False


def test_submission_has_no_id_twice(scene, submitted, client):
    """A label leads to the field of its own form."""
    client.force_login(scene.decider)

    page = client.get(reverse("moderation:submission", args=[submitted.pk])).content.decode()

    ids = [part.partition('"')[0] for part in page.split(' id="')[1:]]
    assert sorted(ids) == sorted(set(ids))


# --- reading ----------------------------------------------------------------------------------


def reading(client, page, digest, revision=None):
    revision = revision or latest(page)
    address = reverse("moderation:reading", args=[page.pk, revision.pk])
    return client.get(address, {"digest": digest})


def test_reading_shows_the_version_as_readers_would_see_it(scene, client):
    live = published_by(scene.author, scene.youth, title="Javno")
    write(live, scene.author, title="Predlog")
    services.hand_in(page_id=live.pk, user=scene.author, now=NOON)
    client.force_login(scene.decider)

    answer = reading(client, live, as_read(live)["digest"])

    assert (answer.status_code, answer["X-Frame-Options"]) == (200, "SAMEORIGIN")
    assert "Predlog" in answer.content.decode()


def test_reading_is_refused_when_the_words_are_not_those_of_the_digest(scene, submitted, client):
    client.force_login(scene.decider)

    answer = reading(client, submitted, "0" * 64)

    assert (answer.status_code, answer.content.decode()) == (
        409,
        gettext("The text has changed. Load the page again."),
    )


def test_reading_knows_no_version_of_another_page(scene, submitted, draft, client):
    client.force_login(scene.decider)

    answer = reading(client, submitted, as_read(draft)["digest"], revision=latest(draft))

    assert answer.status_code == 404


@pytest.mark.parametrize("who", ["follower", "author", None])
def test_reading_is_closed_to_everybody_else(scene, submitted, client, who):
    if who:
        client.force_login(getattr(scene, who))

    answer = reading(client, submitted, as_read(submitted)["digest"])

    assert answer.status_code in {302, 403, 404}
    assert "Oddano" not in answer.content.decode()


# --- decisions --------------------------------------------------------------------------------


def test_approve_publishes_and_returns_to_the_queue(scene, submitted, client):
    client.force_login(scene.decider)

    answer = sent(client, "approve", submitted, form_of(submitted, comment="Lepo."))

    assert (answer.status_code, answer.url, said(answer)) == (302, QUEUE, [gettext("Published.")])
    assert public_title(submitted) == "Oddano"


def test_approve_for_a_date_is_said_in_local_time(scene, submitted, client):
    client.force_login(scene.decider)

    answer = sent(client, "approve", submitted, form_of(submitted, go_live_at="2026-11-13T12:00"))

    row = row_of(submitted)
    assert said(answer) == [gettext("Approved. It will be published on the day you chose.")]
    assert (row.public, row.scheduled_for) == (Public.SCHEDULED, NOON + timedelta(days=3))


def test_approve_for_a_past_date_keeps_what_was_typed(scene, submitted, client):
    client.force_login(scene.decider)

    answer = sent(
        client,
        "approve",
        submitted,
        form_of(submitted, go_live_at="2026-11-09T12:00", comment="Lepo."),
    )

    form = answer.context["approve_form"]
    assert (answer.status_code, form.errors, form["comment"].value()) == (
        422,
        {"go_live_at": [gettext("Choose a time that is still to come.")]},
        "Lepo.",
    )
    assert row_of(submitted).proposal == Proposal.SUBMITTED


def test_send_back_tells_and_returns_to_the_queue(scene, submitted, client):
    client.force_login(scene.decider)

    answer = sent(client, "send_back", submitted, form_of(submitted, comment="Datum."))

    assert (answer.status_code, answer.url, said(answer)) == (
        302,
        QUEUE,
        [gettext("Sent back. The author has been told.")],
    )
    assert row_of(submitted).proposal == Proposal.SENT_BACK


def test_send_back_without_a_comment_asks_for_one(scene, submitted, client):
    client.force_login(scene.decider)

    answer = sent(client, "send_back", submitted, form_of(submitted, comment="  "))

    assert (answer.status_code, answer.context["send_back_form"].errors) == (
        422,
        {"comment": [gettext("Write what should be changed.")]},
    )
    assert row_of(submitted).proposal == Proposal.SUBMITTED


@pytest.mark.parametrize(
    "broken",
    [{"digest": "short"}, {"digest": ""}, {"revision": "x"}, {"revision": ""}],
    ids=["short digest", "no digest", "odd version", "no version"],
)
def test_a_decision_that_does_not_say_what_was_read_keeps_the_comment(
    scene, submitted, client, broken
):
    client.force_login(scene.decider)

    answer = sent(
        client, "send_back", submitted, {**form_of(submitted, comment="Dodaj datum."), **broken}
    )

    assert (answer.status_code, "Dodaj datum." in answer.content.decode()) == (422, True)
    assert row_of(submitted).proposal == Proposal.SUBMITTED


def test_a_decision_about_words_that_changed_keeps_the_comment_and_shows_the_new_text(
    scene, submitted, client
):
    data = form_of(submitted, comment="Dodaj datum.")
    write(submitted, scene.colleague, title="Novejše")
    client.force_login(scene.decider)

    answer = sent(client, "send_back", submitted, data)

    now = as_read(submitted)
    assert (answer.status_code, said(answer)) == (409, [str(Changed.message)])
    assert answer.context["send_back_form"].initial == {
        "revision": now["revision_id"],
        "digest": now["digest"],
        "comment": "Dodaj datum.",
    }
    assert "Dodaj datum." in answer.content.decode()
    assert row_of(submitted).proposal == Proposal.SUBMITTED


@pytest.mark.parametrize("action", ["approve", "send_back"])
def test_a_decision_about_a_text_that_was_withdrawn_keeps_the_comment_alone(
    scene, submitted, client, action
):
    data = form_of(submitted, comment="Dodaj datum.")
    services.withdraw(page_id=submitted.pk, user=scene.author, now=NOON)
    write(submitted, scene.author, title="Nova skrivnost")
    client.force_login(scene.decider)

    answer = sent(client, action, submitted, data)

    page = answer.content.decode()
    assert (answer.status_code, said(answer)) == (409, [str(TooLate.message)])
    assert ("Dodaj datum." in page, "Nova skrivnost" in page) == (True, False)


@pytest.mark.parametrize("action", ["approve", "send_back"])
def test_a_decision_sent_after_midnight_of_the_last_day_keeps_the_comment(
    scene, submitted, client, clock, action
):
    data = form_of(submitted, comment="Dodaj datum.")
    clock.move_to(datetime(2026, 12, 1, 0, 1, tzinfo=LJUBLJANA))
    client.force_login(scene.decider)

    answer = sent(client, action, submitted, data)

    assert (answer.status_code, said(answer)) == (403, [str(MonthIsOver.message)])
    assert "Dodaj datum." in answer.content.decode()
    assert row_of(submitted).proposal == Proposal.SUBMITTED


def test_a_text_handed_in_after_the_month_does_not_exist_for_the_old_partner(
    scene, draft, client, clock
):
    december = datetime(2026, 12, 1, 9, tzinfo=LJUBLJANA)
    clock.move_to(december)
    services.hand_in(page_id=draft.pk, user=scene.author, now=december)
    client.force_login(scene.decider)

    answer = sent(client, "send_back", draft, form_of(draft, comment="Ne."))

    assert (answer.status_code, "Osnutek" in answer.content.decode()) == (404, False)


@pytest.mark.parametrize("action", ["approve", "send_back", "take_over", "take_down", "call_back"])
def test_decisions_do_not_exist_for_whoever_may_not_read_the_text(scene, submitted, client, action):
    outsider = scene.stranger
    organisation = outsider.memberships.get().organisation
    organisation.is_cms_open = True
    organisation.save()

    sync_organisation(organisation=organisation)
    client.force_login(outsider)

    answer = sent(client, action, submitted, form_of(submitted, comment="x", reason="x"))

    assert answer.status_code == 404
    assert row_of(submitted).proposal == Proposal.SUBMITTED


@pytest.mark.parametrize("action", ["approve", "send_back", "take_over", "take_down", "call_back"])
def test_decisions_are_made_by_a_form_alone(scene, submitted, client, action):
    client.force_login(scene.decider)

    assert client.get(reverse(f"moderation:{action}", args=[submitted.pk])).status_code == 405


def test_take_over_leads_back_to_the_text(scene, submitted, client):
    client.force_login(scene.coordinator)

    answer = sent(client, "take_over", submitted, {"reason": "Mudi se."})

    assert (answer.status_code, answer.url) == (
        302,
        reverse("moderation:submission", args=[submitted.pk]),
    )
    assert row_of(submitted).taken_over_by == scene.coordinator


def test_take_over_without_a_reason_asks_for_one(scene, submitted, client):
    client.force_login(scene.coordinator)

    answer = sent(client, "take_over", submitted, {"reason": ""})

    assert (answer.status_code, list(answer.context["reason_form"].errors)) == (422, ["reason"])
    assert row_of(submitted).taken_over_by is None


def test_take_down_removes_the_text_and_returns_to_the_queue(scene, client):
    live = published_by(scene.author, scene.youth, title="Javno")
    client.force_login(scene.decider)

    answer = sent(client, "take_down", live, {"reason": "Osebni podatki."})

    assert (answer.status_code, answer.url, public_title(live)) == (302, QUEUE, None)


def test_take_down_of_what_is_down_keeps_the_reason(scene, client):
    live = published_by(scene.author, scene.youth, title="Javno")
    services.take_down(page_id=live.pk, user=scene.colleague, now=NOON, reason="Prva.")
    client.force_login(scene.decider)

    answer = sent(client, "take_down", live, {"reason": "Osebni podatki."})

    assert (answer.status_code, said(answer), "Osebni podatki." in answer.content.decode()) == (
        409,
        [str(TooLate.message)],
        True,
    )


def test_call_back_stops_the_date_and_stays_with_the_text(scene, submitted, client):
    services.approve(
        page_id=submitted.pk,
        user=scene.colleague,
        now=NOON,
        go_live_at=NOON + timedelta(days=1),
        **as_read(submitted),
    )
    client.force_login(scene.coordinator)

    answer = sent(client, "call_back", submitted, {})

    assert (answer.status_code, answer.url, said(answer)) == (
        302,
        reverse("moderation:submission", args=[submitted.pk]),
        [gettext("It will not be published by itself any more.")],
    )
    assert row_of(submitted).scheduled_for is None


def test_whoever_called_back_for_duty_is_not_led_to_a_draft_of_others(scene, submitted, client):
    services.approve(
        page_id=submitted.pk,
        user=scene.colleague,
        now=NOON,
        go_live_at=NOON + timedelta(days=1),
        **as_read(submitted),
    )
    client.force_login(scene.decider)

    answer = client.post(reverse("moderation:call_back", args=[submitted.pk]), {}, follow=True)

    assert answer.status_code == 200
    assert row_of(submitted).scheduled_for is None


@pytest.mark.parametrize("open_submissions", [5, 500])
def test_deciding_asks_the_database_a_bounded_number_of_times(
    scene, submitted, client, django_assert_max_num_queries, open_submissions
):
    many_submissions(range(open_submissions), scene.youth)
    client.force_login(scene.decider)
    data = form_of(submitted)

    with django_assert_max_num_queries(130):
        answer = sent(client, "approve", submitted, data)

    assert answer.status_code == 302


def test_deciding_asks_the_database_as_often_with_500_open_submissions_as_with_5(scene, client):
    client.force_login(scene.decider)
    posts = [submitted_by(scene.author, scene.youth, title=f"Oddano {n}") for n in range(3)]
    counts = []
    for post, more in zip(posts, (range(5), range(0), range(5, 500)), strict=True):
        many_submissions(more, scene.youth)
        data = form_of(post)
        with CaptureQueriesContext(connection) as queries:
            sent(client, "approve", post, data)
        counts.append(len(queries))

    # The first fills Django's caches of types and sites.
    assert counts[1] == counts[2]
