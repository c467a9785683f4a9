import csv
from datetime import date, timedelta
from io import StringIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import gettext

from moderation import services
from moderation.models import Decision, Outcome
from tests.moderation.scene import LATER, NOON, as_read, submitted_by
from tests.network.factories import OrganisationFactory, member_of

REPORT, FILE, LOG = (
    "/cms/pregled/porocilo/",
    "/cms/pregled/porocilo.csv",
    "/cms/pregled/porocilo/odlocitve/",
)
FROM_OCTOBER = {"od": "2026-10", "do": "2026-11"}


def decision(organisation, partner, *, at=NOON, title="Besedilo", **facts):
    return Decision.objects.create(
        title=title,
        kind="objava",
        organisation=organisation,
        partner=partner,
        month=at.date().replace(day=1),
        outcome=Outcome.APPROVED,
        submitted_at=at - timedelta(hours=3),
        decided_at=at,
        **facts,
    )


def table(answer):
    text = answer.content.decode("utf-8")
    assert text.startswith("\ufeff")
    return list(csv.reader(StringIO(text.removeprefix("\ufeff")), delimiter=";"))


@pytest.fixture
def october(scene):
    decision(scene.youth, scene.next_partner, at=NOON - timedelta(days=31), title="Oktobrsko")


# --- who reads -----------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("who", "status", "organisations"),
    [
        ("coordinator", 200, True),
        ("root", 200, True),
        ("decider", 200, True),
        ("follower", 200, False),
        ("author", 302, None),
        (None, 302, None),
    ],
)
def test_reports_are_for_those_who_take_duty(scene, client, who, status, organisations):
    decision(scene.youth, scene.partner)
    if who:
        client.force_login(getattr(scene, who))

    answer = client.get(REPORT)

    assert answer.status_code == status
    if status == 200:
        assert ("Mladinski klub" in answer.content.decode()) is organisations
        assert "Dežurni partner" in answer.content.decode()


def test_reports_are_not_for_an_organisation_to_which_the_cms_is_open(scene, client):
    client.force_login(member_of(OrganisationFactory(is_cms_open=True)))

    assert [client.get(path).status_code for path in (REPORT, FILE, LOG)] == [404] * 3


@pytest.mark.parametrize(
    ("who", "status"), [("coordinator", 200), ("decider", 200), ("follower", 404)]
)
def test_the_file_of_the_organisations_is_for_duty_and_coordinators(scene, client, who, status):
    client.force_login(getattr(scene, who))

    assert client.get(FILE, {"kaj": "organizacije"}).status_code == status


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_reports_take_no_other_method(scene, client, method):
    client.force_login(scene.coordinator)

    assert [getattr(client, method)(path).status_code for path in (REPORT, FILE, LOG)] == [405] * 3


# --- the period ----------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("asked", "period"),
    [
        ({}, (date(2026, 10, 1), date(2026, 11, 1))),
        ({"od": "2026-11"}, (date(2026, 11, 1), date(2026, 11, 1))),
        ({"do": "2026-10"}, (date(2026, 10, 1), date(2026, 10, 1))),
        ({"od": "2026-10", "do": "2026-10"}, (date(2026, 10, 1), date(2026, 10, 1))),
        *[
            ({"od": wrong, "do": wrong}, (date(2026, 10, 1), date(2026, 11, 1)))
            for wrong in (
                "2026-13",
                "2026-00",
                "0000-00",
                "9999-12",
                "2026-12",
                "1999-01",
                "x",
                "2026-11\x00",
                "' OR 1=1 --",
                "<script>",
                "",
                "9" * 5000,
                "-1",
                "２０２６-１１",
            )
        ],
        ({"od": "2026-11", "do": "2026-10"}, (date(2026, 10, 1), date(2026, 11, 1))),
        ({"od": ["2026-10", "2026-11"]}, (date(2026, 11, 1), date(2026, 11, 1))),
    ],
)
def test_the_period_is_what_makes_sense_of_the_address(scene, client, october, asked, period):
    client.force_login(scene.coordinator)

    answer = client.get(REPORT, asked)

    assert (answer.context["first"], answer.context["last"]) == period
    assert "<script>" not in answer.content.decode().partition("<main")[2]
    assert client.get(FILE, asked).status_code == client.get(LOG, asked).status_code == 200


def test_the_report_begins_with_the_last_twelve_months(scene, client):
    decision(scene.youth, None, at=NOON - timedelta(days=800))
    client.force_login(scene.coordinator)

    answer = client.get(REPORT)

    assert (answer.context["first"], answer.context["last"]) == (
        date(2025, 12, 1),
        date(2026, 11, 1),
    )


def test_the_report_says_so_when_there_is_nothing_to_count(scene, client):
    client.force_login(scene.coordinator)

    assert client.get(REPORT).context["is_empty"] is True


# --- the files -----------------------------------------------------------------------------------
def test_the_file_of_the_months_has_one_line_for_each(scene, client, october):
    decision(scene.youth, scene.partner)
    client.force_login(scene.follower)

    answer = client.get(FILE, FROM_OCTOBER)

    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert answer["Content-Disposition"] == (
        'attachment; filename="porocilo-meseci-2026-10-2026-11.csv"'
    )
    assert table(answer)[1:] == [
        ["2026-11", "Dežurni partner", "0", "1", "0", "3,0", "3,0", "0", "0", "", ""],
        ["2026-10", gettext("coordinators"), *["0"] * 3, *[""] * 6],
        ["2026-10", "Naslednji partner", "0", "1", "0", "3,0", "3,0", "0", "0", "", ""],
    ]


@pytest.mark.parametrize(
    ("asked", "named"),
    [
        ("meseci", "meseci"),
        ("partnerji", "partnerji"),
        ("organizacije", "organizacije"),
        ("odlocitve", "odlocitve"),
        ("", "meseci"),
        ("../../etc/passwd", "meseci"),
        ('a"\r\nX-Evil: 1', "meseci"),
        ("odlocitve\x00", "meseci"),
    ],
)
def test_what_the_file_holds_is_one_of_four(scene, client, october, asked, named):
    client.force_login(scene.coordinator)

    answer = client.get(FILE, {"kaj": asked})

    assert f'"porocilo-{named}-' in answer["Content-Disposition"]
    assert "X-Evil" not in answer
    assert len(table(answer)) > 1


def test_what_people_typed_cannot_become_a_formula(scene, client):
    scene.youth.name = "@SUM(A1)"
    scene.youth.save()
    decision(scene.youth, scene.partner, title='=HYPERLINK("https://zlo.example")')
    client.force_login(scene.coordinator)

    log = table(client.get(FILE, {"kaj": "odlocitve"}))
    organisations = table(client.get(FILE, {"kaj": "organizacije"}))

    assert (log[1][4], log[1][6]) == ('\'=HYPERLINK("https://zlo.example")', "'@SUM(A1)")
    assert organisations[1][0] == "'@SUM(A1)"


# --- the log -------------------------------------------------------------------------------------
def sent_back(scene, title):
    page = submitted_by(scene.author, scene.youth, title=title)
    services.send_back(
        page_id=page.pk, user=scene.decider, now=LATER, comment="Ura?", **as_read(page)
    )
    return page


@pytest.mark.parametrize(
    ("who", "titles"),
    [
        ("coordinator", {"Skrito vrnjeno", "Javno", "Tuje"}),
        ("decider", {"Javno"}),
        ("follower", set()),
    ],
)
def test_the_log_tells_titles_as_far_as_they_may_be_read(scene, client, who, titles):
    sent_back(scene, "Skrito vrnjeno")
    public = submitted_by(scene.author, scene.youth, title="Javno")
    services.approve(page_id=public.pk, user=scene.decider, now=LATER, **as_read(public))
    decision(scene.youth, None, title="Tuje")
    client.force_login(getattr(scene, who))

    for answer in (client.get(LOG), client.get(FILE, {"kaj": "odlocitve"})):
        body = answer.content.decode()
        assert {word for word in ("Skrito vrnjeno", "Javno", "Tuje") if word in body} == titles


def test_a_partner_s_log_holds_its_own_decisions(scene, client):
    decision(scene.youth, scene.partner)
    decision(scene.youth, scene.next_partner)
    decision(scene.youth, None)
    for user, number in ((scene.decider, 1), (scene.follower, 1), (scene.coordinator, 3)):
        client.force_login(user)
        assert client.get(LOG).context["page_obj"].paginator.count == number
        assert len(table(client.get(FILE, {"kaj": "odlocitve"}))) == number + 1


@pytest.mark.parametrize("page", ["0", "-1", "x", "9" * 40, "2\x00", ""])
def test_the_log_takes_any_page_number(scene, client, page):
    decision(scene.youth, scene.partner)
    client.force_login(scene.coordinator)

    answer = client.get(LOG, {"page": page})

    assert (answer.status_code, answer.context["page_obj"].number) == (200, 1)


def test_the_log_is_paged_and_keeps_the_period(scene, client, october):
    for number in range(30):
        decision(scene.youth, scene.partner, title=f"Besedilo {number}")
    client.force_login(scene.coordinator)

    body = client.get(LOG, FROM_OCTOBER).content.decode()

    assert "?od=2026-10&amp;do=2026-11&amp;page=2" in body
    assert client.get(LOG, {"page": 2}).context["page_obj"].number == 2


def test_markup_in_the_log_is_shown_as_words(scene, client):
    decision(scene.youth, scene.partner, title="<script>alert(1)</script>")
    client.force_login(scene.coordinator)

    assert "<script>alert" not in client.get(LOG).content.decode()


@pytest.mark.parametrize("path", [REPORT, LOG, f"{FILE}?kaj=odlocitve", f"{FILE}?kaj=organizacije"])
@pytest.mark.parametrize("who", ["coordinator", "decider"])
def test_the_cost_does_not_grow_with_what_is_counted(scene, client, path, who):
    client.force_login(getattr(scene, who))

    def cost():
        with CaptureQueriesContext(connection) as queries:
            assert client.get(path).status_code == 200
        return len(queries)

    decision(scene.youth, scene.partner, page_number=1, actor=scene.decider)
    cost()
    few = cost()
    for number in range(12):
        decision(OrganisationFactory(), scene.partner, page_number=number, actor=scene.decider)
    assert (cost(), few <= 25) == (few, True)
