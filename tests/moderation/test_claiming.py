"""Who reads what waits: services, the screen's buttons, and what the author is told."""

from datetime import datetime, timedelta

import pytest
from django.urls import reverse

from duty.roster import LJUBLJANA
from duty.services import take_over_duty_now
from moderation import jobs, services
from moderation.claims import standing_claims
from moderation.errors import MonthIsOver, NotAllowed, TooLate
from moderation.models import Claim, Reading
from network.models import Contribution, Role
from network.services import sync_organisation
from tests.moderation.scene import NOON, as_read, published_by, row_of, submitted_by, write
from tests.moderation.test_receivers import in_the_editor
from tests.network.factories import member_of

MINUTE = timedelta(minutes=1)
TWO_HOURS = timedelta(hours=2)
DECEMBER = datetime(2026, 12, 1, tzinfo=LJUBLJANA)


def held(now=NOON):
    """Who reads what at ``now``, and for whom."""
    claims = standing_claims(now).select_related("person", "partner")
    return [(claim.person.username, claim.partner and claim.partner.slug) for claim in claims]


def screen(page):
    return reverse("moderation:submission", args=[page.pk])


def posted(client, action, page, data=None):
    return client.post(reverse(f"moderation:{action}", args=[page.pk]), data or {})


# --- services ---------------------------------------------------------------------------------


def test_claim_is_held_for_the_partner_on_duty(scene, submitted):
    services.claim(page_id=submitted.pk, user=scene.decider, now=NOON)

    assert held() == [("odloca", "dezurni")]


def test_claim_of_a_coordinator_is_held_for_no_partner(scene, submitted):
    services.take_over(page_id=submitted.pk, user=scene.coordinator, now=NOON, reason="Mudi se.")
    services.claim(page_id=submitted.pk, user=scene.coordinator, now=NOON)

    assert held() == [("koordinator", None)]


def test_claim_passes_to_whoever_reads_instead(scene, submitted):
    services.claim(page_id=submitted.pk, user=scene.decider, now=NOON)
    services.claim(page_id=submitted.pk, user=scene.colleague, now=NOON + MINUTE)

    assert held(NOON + MINUTE) == [("sodelavka", "dezurni")]


@pytest.mark.parametrize("who", ["author", "follower", "coordinator", "stranger"])
def test_claim_is_refused_to_whoever_may_not_decide(scene, submitted, who):
    with pytest.raises(NotAllowed):
        services.claim(page_id=submitted.pk, user=getattr(scene, who), now=NOON)

    assert Claim.objects.count() == 0


def test_claim_is_refused_when_nothing_waits(scene, draft):
    with pytest.raises(TooLate):
        services.claim(page_id=draft.pk, user=scene.decider, now=NOON)


def test_claim_is_refused_when_the_month_is_over(scene, submitted):
    with pytest.raises(MonthIsOver):
        services.claim(page_id=submitted.pk, user=scene.decider, now=DECEMBER)


@pytest.mark.parametrize(
    ("later", "who"),
    [
        (TWO_HOURS - MINUTE, "odloca"),
        (TWO_HOURS, "sodelavka"),
    ],
    ids=["still held", "lapsed"],
)
def test_claim_if_free_leaves_a_standing_claim_alone(scene, submitted, later, who):
    services.claim(page_id=submitted.pk, user=scene.decider, now=NOON)
    services.claim_if_free(page_id=submitted.pk, user=scene.colleague, now=NOON + later)

    assert held(NOON + later) == [(who, "dezurni")]


def test_claim_if_free_prolongs_ones_own(scene, submitted):
    services.claim(page_id=submitted.pk, user=scene.decider, now=NOON)
    services.claim_if_free(page_id=submitted.pk, user=scene.decider, now=NOON + TWO_HOURS / 2)

    assert held(NOON + TWO_HOURS) == [("odloca", "dezurni")]


def test_a_claim_lapses_with_the_duty_of_whoever_held_it(scene, submitted):
    services.claim(page_id=submitted.pk, user=scene.decider, now=DECEMBER - MINUTE)

    assert [held(DECEMBER - MINUTE), held(DECEMBER)] == [[("odloca", "dezurni")], []]


def test_a_claim_lapses_when_another_partner_takes_duty_over(scene, submitted):
    services.claim(page_id=submitted.pk, user=scene.decider, now=NOON)
    take_over_duty_now(
        partner=scene.next_partner,
        until_day=NOON.date(),
        user=member_of(scene.next_partner, role=Role.LEAD, username="nadomesca"),
        now=NOON + MINUTE,
    )

    assert held(NOON + MINUTE) == []


def test_give_back_ends_ones_own_claim_alone(scene, submitted):
    services.claim(page_id=submitted.pk, user=scene.decider, now=NOON)

    given = [
        services.give_back(page_id=submitted.pk, user=user)
        for user in (scene.colleague, scene.decider, scene.decider)
    ]

    assert (given, held()) == ([False, True, False], [])


@pytest.mark.parametrize("how", ["approve", "send_back", "withdraw"])
def test_a_claim_ends_with_the_decision_and_never_hinders_it(scene, submitted, how):
    services.claim(page_id=submitted.pk, user=scene.decider, now=NOON)
    if how == "withdraw":
        services.withdraw(page_id=submitted.pk, user=scene.author, now=NOON)
    else:
        comment = {"comment": "Datum."} if how == "send_back" else {}
        step = getattr(services, how)
        step(page_id=submitted.pk, user=scene.colleague, now=NOON, **comment, **as_read(submitted))

    assert Claim.objects.count() == 0


def test_what_was_read_is_forgotten_in_time_and_no_sooner(scene, submitted):
    services.claim(page_id=submitted.pk, user=scene.decider, now=NOON)
    facts = {"contribution": row_of(submitted), "user": scene.decider, "words": {}}
    services.remember_reading(digest="a" * 64, now=NOON - timedelta(days=366), **facts)
    services.remember_reading(digest="b" * 64, now=NOON - timedelta(days=364), **facts)

    jobs.forget_what_was_read(NOON)
    kept = (list(Reading.objects.values_list("digest", flat=True)), Claim.objects.count())
    jobs.forget_what_was_read(NOON + 2 * TWO_HOURS + MINUTE)

    assert (kept, Claim.objects.count()) == ((["b" * 64], 1), 0)


# --- the screen -------------------------------------------------------------------------------


def test_opening_the_text_says_that_one_reads_it(scene, submitted, client):
    client.force_login(scene.decider)

    client.get(screen(submitted))

    assert held() == [("odloca", "dezurni")]


def test_asking_for_the_head_alone_says_nothing(scene, submitted, client):
    client.force_login(scene.decider)

    client.head(screen(submitted))

    assert (held(), Reading.objects.count()) == ([], 0)


@pytest.mark.parametrize("who", ["coordinator", "lead"])
def test_looking_without_deciding_claims_nothing(scene, submitted, client, who):
    scene.youth.is_cms_open = True
    scene.youth.save()
    sync_organisation(organisation=scene.youth)
    client.force_login(getattr(scene, who))

    answer = client.get(screen(submitted))

    assert (answer.status_code, held()) == (200, [])


def test_opening_names_whoever_reads_already_and_offers_to_read_instead(scene, submitted, client):
    services.claim(page_id=submitted.pk, user=scene.colleague, now=NOON)
    client.force_login(scene.decider)

    answer = client.get(screen(submitted))

    text = answer.content.decode()
    assert (answer.context["claim"].person, held()) == (
        scene.colleague,
        [("sodelavka", "dezurni")],
    )
    assert reverse("moderation:claim", args=[submitted.pk]) in text
    assert reverse("moderation:approve", args=[submitted.pk]) in text


def test_the_buttons_take_the_text_and_give_it_back(scene, submitted, client):
    services.claim(page_id=submitted.pk, user=scene.colleague, now=NOON)
    client.force_login(scene.decider)

    taken = posted(client, "claim", submitted)
    after_taking = held()
    given = posted(client, "give_back", submitted)

    assert (taken.url, after_taking) == (screen(submitted), [("odloca", "dezurni")])
    assert (given.url, held()) == (reverse("moderation:queue"), [])


@pytest.mark.parametrize("action", ["claim", "give_back"])
def test_the_buttons_are_for_forms_and_do_not_exist_for_others(scene, submitted, client, action):
    services.claim(page_id=submitted.pk, user=scene.colleague, now=NOON)
    address = reverse(f"moderation:{action}", args=[submitted.pk])
    client.force_login(scene.decider)
    wrong_method = client.get(address).status_code
    client.force_login(scene.follower)
    foreign = client.post(address).status_code
    missing = client.post(reverse(f"moderation:{action}", args=[999_999])).status_code
    client.force_login(scene.author)
    outsider = client.post(address).status_code
    client.logout()
    nobody = client.post(address).status_code

    assert (wrong_method, foreign, missing, outsider, nobody) == (405, 404, 404, 302, 403)
    assert held() == [("sodelavka", "dezurni")]


def test_a_coordinator_who_has_not_taken_over_cannot_claim(scene, submitted, client):
    client.force_login(scene.coordinator)

    answer = posted(client, "claim", submitted)

    assert (answer.status_code, held()) == (302, [])


def test_the_buttons_do_nothing_to_a_text_that_is_public(scene, client):
    live = published_by(scene.author, scene.youth, title="Javno")
    client.force_login(scene.decider)

    codes = [posted(client, action, live).status_code for action in ("claim", "give_back")]

    assert (codes, Claim.objects.count()) == ([302, 302], 0)


def test_mending_in_the_editor_is_reading(scene, submitted, client):
    client.force_login(scene.decider)

    client.post(
        reverse("wagtailadmin_pages:edit", args=[submitted.pk]),
        in_the_editor(submitted, title="Popravek"),
    )

    assert held() == [("odloca", "dezurni")]


# --- what others see --------------------------------------------------------------------------


def test_the_queue_names_the_person_to_those_who_keep_watch_and_else_the_partner(
    scene, client, clock
):
    own = submitted_by(scene.lead, scene.youth, title="Mladinski")
    services.claim(page_id=own.pk, user=scene.decider, now=NOON)
    scene.youth.is_cms_open = True
    scene.youth.save()
    sync_organisation(organisation=scene.youth)
    name = str(scene.decider)

    seen = {}
    for who in ("colleague", "lead"):
        client.force_login(getattr(scene, who))
        text = client.get(reverse("moderation:queue")).content.decode()
        [(_before, _mark, after)] = [text.partition("queue_item_title")]
        tags = after[after.index('<p class="tags">') :].partition("</p>")[0]
        seen[who] = (name in tags, "Dežurni partner" in tags)

    assert seen == {"colleague": (True, False), "lead": (False, True)}


@pytest.mark.parametrize("address", ["list", "detail"])
def test_the_author_is_told_which_partner_reads_and_not_who(scene, submitted, client, address):
    services.claim(page_id=submitted.pk, user=scene.decider, now=NOON)
    client.force_login(scene.author)
    args = [submitted.pk] if address == "detail" else []

    answer = client.get(reverse(f"contribute:{address}", args=args))

    context = answer.context
    standing = context["standing"] if args else context["standings"].object_list[0]
    text = answer.content.decode()
    assert (standing.claim.partner, str(scene.decider) in text) == (scene.partner, False)
    assert "Dežurni partner" in text


def test_the_author_is_told_nothing_of_a_claim_that_lapsed(scene, submitted, client, clock):
    services.claim(page_id=submitted.pk, user=scene.decider, now=NOON)
    clock.move_to(NOON + TWO_HOURS)
    client.force_login(scene.author)

    answer = client.get(reverse("contribute:detail", args=[submitted.pk]))

    assert answer.context["standing"].claim is None


# --- what is new ------------------------------------------------------------------------------


def said_new(answer):
    news = answer.context.get("news")
    return news and (
        news.reader.username,
        [
            "".join(part.text for part in change.parts if part.kind == "new")
            for change in news.changes
        ],
    )


def handed_in_again(page, author, **facts):
    services.withdraw(page_id=page.pk, user=author, now=NOON)
    write(page, author, **facts)
    services.hand_in(page_id=page.pk, user=author, now=NOON)


def test_the_screen_says_what_is_new_since_the_person_read_it(scene, submitted, client):
    client.force_login(scene.decider)
    first = said_new(client.get(screen(submitted)))
    handed_in_again(submitted, scene.author, summary="Povsem drugače.")

    again, reloaded = (said_new(client.get(screen(submitted))) for _time in range(2))

    assert first is None
    assert again == reloaded
    assert (again[0], "drugače" in again[1][0]) == ("odloca", True)


def test_the_screen_says_what_is_new_since_somebody_else_read_it(scene, submitted, client):
    client.force_login(scene.colleague)
    client.get(screen(submitted))
    handed_in_again(submitted, scene.author, title="Nov naslov")
    client.force_login(scene.decider)

    assert said_new(client.get(screen(submitted))) == ("sodelavka", ["Nov naslov"])


def test_words_that_were_overwritten_in_place_are_still_compared(scene, submitted, client):
    client.force_login(scene.decider)
    client.get(screen(submitted))
    services.withdraw(page_id=submitted.pk, user=scene.author, now=NOON)
    Contribution.objects.filter(page=submitted.pk).update(submitted_revision=None)
    draft = submitted.get_latest_revision()
    later = draft.as_object()
    later.title = "Prepisano"
    later.save_revision(user=scene.author, overwrite_revision=draft)
    services.hand_in(page_id=submitted.pk, user=scene.author, now=NOON)

    assert said_new(client.get(screen(submitted))) == ("odloca", ["Prepisano"])


def test_what_was_read_is_forgotten_when_the_text_is_published(scene, submitted, client):
    client.force_login(scene.decider)
    client.get(screen(submitted))
    services.approve(page_id=submitted.pk, user=scene.decider, now=NOON, **as_read(submitted))

    assert Reading.objects.count() == 0


def test_the_screen_says_what_changes_for_readers(scene, client):
    live = published_by(scene.author, scene.youth, title="Javno")
    write(live, scene.author, title="Javno in novo")
    services.hand_in(page_id=live.pk, user=scene.author, now=NOON)
    client.force_login(scene.decider)

    [change] = client.get(screen(live)).context["public_changes"]

    assert [part.text for part in change.parts if part.kind == "new"] == [" in novo"]
