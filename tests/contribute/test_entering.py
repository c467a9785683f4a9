"""A text that came by mail is entered for the organisation that sent it."""

import pytest
from django.contrib.messages import get_messages
from django.test import Client
from pytest_django.asserts import assertRedirects

from blog.models import PostPage
from calendar_app.models import EventPage
from contribute import services
from core.models import Picture
from duty.roster import month_of
from duty.services import set_duty
from moderation import services as moderation
from moderation.errors import NotAllowed
from network.models import Contribution, Organisation
from network.rights import Proposal
from tests.accounts.factories import UserFactory
from tests.contribute.pictures import picture_file
from tests.moderation.scene import LATER, NOON, as_read, letters, public_title, row_of
from tests.network.factories import OrganisationFactory

NEW_POST = "/oddaj/objava/"
WORDS = {"title": "Poslali so nam", "summary": "Po pošti.", "text": "Bilo je lepo.", "do": "draft"}
EVENT = {
    **WORDS,
    "activity": "concert",
    "first_day": "2026-12-05",
    "start_time": "20:00",
    "place_text": "Pred knjižnico",
}
MENTOR = {**WORDS, "field": "career", "helps_with": "Prošnja", "online": "on"}
KINDS = {
    "/oddaj/objava/": WORDS,
    "/oddaj/dogodek/": EVENT,
    "/oddaj/vodnik/": {**WORDS, "steps_now": "Pokliči."},
    "/oddaj/mentor/": MENTOR,
}


def browser_of(user):
    client = Client()
    client.force_login(user)
    return client


def entered(user, organisation, **facts):
    return services.save_post(
        user=user,
        organisation=organisation,
        facts={"title": "Vneseno", "summary": "Povzetek.", "text": "Besedilo.", **facts},
    )


def the_month_is_over(scene):
    set_duty(month=month_of(NOON), partner=scene.next_partner)


def titles_in_list(user):
    rows = browser_of(user).get("/oddaj/").context["standings"]
    return [] if not rows else [standing.title for standing in rows]


# --- beginning ----------------------------------------------------------------------------------


@pytest.mark.parametrize("who", ["decider", "coordinator"])
@pytest.mark.parametrize("path", KINDS)
def test_duty_and_coordinators_enter_every_kind_for_another_organisation(scene, who, path):
    user = getattr(scene, who)

    browser_of(user).post(path, {**KINDS[path], "organisation": scene.youth.pk})

    row = Contribution.objects.get()
    assert (row.organisation, row.entered_by, row.proposal) == (scene.youth, user, Proposal.DRAFT)
    assert [author.pk for author in row.authors.all()] == [user.pk]
    assert letters() == [("vodja", "entered_for_you")]


@pytest.mark.parametrize("who", ["author", "lead", "follower", "stranger"])
def test_nobody_else_begins_for_another_organisation(scene, who):
    user = getattr(scene, who)
    others = scene.partner

    answer = browser_of(user).post(NEW_POST, {**WORDS, "organisation": others.pk})
    with pytest.raises(NotAllowed):
        entered(user, others)

    assert answer.status_code == 422
    assert answer.context["form"]["text"].value() == "Bilo je lepo."
    assert not Contribution.objects.exists()


def test_the_form_offers_ones_own_first_and_then_those_in_the_network(scene):
    left = OrganisationFactory(name="Odšli", is_active=False)

    form = browser_of(scene.decider).get(NEW_POST).context["form"]

    own, others = form.fields["organisation"].choices
    assert [name for _pk, name in own[1]] == ["Dežurni partner"]
    assert {"Mladinski klub", "Naslednji partner"} <= {name for _pk, name in others[1]}
    assert left.name not in {name for _pk, name in others[1]}
    assert form["organisation"].value() == scene.partner.pk


def test_a_text_without_a_word_of_whose_it_is_is_ones_own(scene):
    browser_of(scene.decider).post(NEW_POST, WORDS)

    row = Contribution.objects.get()
    assert (row.organisation, row.entered_by, letters()) == (scene.partner, None, [])


@pytest.mark.parametrize("sent", ["", "0", "x", "99999999999999999999", "left"])
def test_a_coordinator_must_choose_an_organisation_of_the_network(scene, sent):
    if sent == "left":
        sent = OrganisationFactory(is_active=False).pk

    answer = browser_of(scene.coordinator).post(NEW_POST, {**WORDS, "organisation": sent})

    assert answer.status_code == 422
    assert answer.context["form"]["title"].value() == "Poslali so nam"
    assert "organisation" in answer.context["form"].errors
    assert not Contribution.objects.exists()


@pytest.mark.parametrize("acts_for_several", [False, True])
def test_whose_month_ended_while_typing_keeps_the_words(scene, acts_for_several):
    if acts_for_several:
        scene.decider.memberships.create(organisation=OrganisationFactory())
    browser = browser_of(scene.decider)
    browser.get(NEW_POST)
    the_month_is_over(scene)

    answer = browser.post(NEW_POST, {**WORDS, "organisation": scene.youth.pk})

    assert answer.status_code == 422
    assert answer.context["form"]["text"].value() == "Bilo je lepo."
    assert not Contribution.objects.exists()


def test_without_leads_everybody_of_the_organisation_is_told(scene):
    scene.lead.memberships.all().delete()

    entered(scene.decider, scene.youth)

    assert letters() == [("avtorica", "entered_for_you"), ("soavtor", "entered_for_you")]


def test_two_taps_enter_one_text_and_write_once(scene):
    browser = browser_of(scene.decider)
    key = browser.get(NEW_POST).context["form"]["key"].value()
    for _ in range(2):
        browser.post(NEW_POST, {**WORDS, "organisation": scene.youth.pk, "key": key})

    assert PostPage.objects.count() == 1
    assert letters() == [("vodja", "entered_for_you")]


# --- going on -----------------------------------------------------------------------------------


def test_whoever_entered_it_goes_on_with_it_after_their_month(scene):
    page = entered(scene.decider, scene.youth)
    the_month_is_over(scene)
    browser, address = browser_of(scene.decider), f"/oddaj/{page.pk}/"

    shown = browser.get(f"{address}uredi/")
    form = shown.context["form"]
    typed = {
        name: form[name].value() or ""
        for name in ("title", "summary", "text", "seen", "typed_from")
    }
    saved = browser.post(f"{address}uredi/", {**typed, "title": "Dopolnjeno"})
    browser.post(f"{address}oddaj/")
    handed_in = row_of(page).proposal
    browser.post(f"{address}umik/")
    withdrawn = row_of(page).proposal
    browser.post(f"{address}izbrisi/")

    assert (shown.status_code, saved.status_code) == (200, 302)
    assert (handed_in, withdrawn) == (Proposal.SUBMITTED, Proposal.DRAFT)
    assert not PostPage.objects.exists()


@pytest.mark.parametrize("who", ["author", "lead"])
def test_those_for_whom_it_was_entered_withdraw_and_delete_it(scene, who):
    page = entered(scene.decider, scene.youth)
    moderation.hand_in(page_id=page.pk, user=scene.decider, now=NOON)
    browser = browser_of(getattr(scene, who))

    browser.post(f"/oddaj/{page.pk}/umik/")
    withdrawn = row_of(page).proposal
    browser.post(f"/oddaj/{page.pk}/izbrisi/")

    assert withdrawn == Proposal.DRAFT
    assert not PostPage.objects.exists()


def test_the_list_shows_what_one_entered_until_it_is_public(scene):
    page = entered(scene.decider, scene.youth)
    moderation.hand_in(page_id=page.pk, user=scene.decider, now=NOON)
    before = {
        who: titles_in_list(getattr(scene, who)) for who in ("decider", "colleague", "author")
    }

    moderation.approve(page_id=page.pk, user=scene.colleague, now=LATER, **as_read(page))

    assert before == {"decider": ["Vneseno"], "colleague": [], "author": ["Vneseno"]}
    assert titles_in_list(scene.decider) == []
    assert titles_in_list(scene.author) == ["Vneseno"]


def test_others_meet_nothing_of_it(scene):
    page = entered(scene.decider, scene.youth)
    people = [scene.colleague, scene.follower, scene.stranger, UserFactory()]

    answers = {
        browser_of(user).get(f"/oddaj/{page.pk}/{tail}").status_code
        for user in people
        for tail in ("", "uredi/", "predogled/", "izbrisi/")
    }

    assert answers == {404}


def test_once_it_is_public_whoever_entered_it_is_a_stranger_to_its_drafts(scene):
    page = entered(scene.decider, scene.youth)
    moderation.hand_in(page_id=page.pk, user=scene.decider, now=NOON)
    moderation.approve(page_id=page.pk, user=scene.colleague, now=LATER, **as_read(page))
    the_month_is_over(scene)

    assert browser_of(scene.decider).get(f"/oddaj/{page.pk}/").status_code == 404


def test_whoever_acts_for_nobody_any_more_has_lost_what_they_entered(scene):
    page = entered(scene.decider, scene.youth)
    scene.decider.memberships.all().delete()

    answer = browser_of(scene.decider).get(f"/oddaj/{page.pk}/")

    assert answer.status_code == 404


# --- deciding -----------------------------------------------------------------------------------


def test_somebody_else_decides(scene):
    page = entered(scene.decider, scene.youth)
    moderation.hand_in(page_id=page.pk, user=scene.decider, now=NOON)
    read = as_read(page)

    with pytest.raises(NotAllowed):
        moderation.approve(page_id=page.pk, user=scene.decider, now=LATER, **read)
    moderation.approve(page_id=page.pk, user=scene.colleague, now=LATER, **read)

    assert public_title(page) == "Vneseno"


def test_it_is_still_not_theirs_to_decide_when_a_member_hands_it_in(scene):
    page = entered(scene.decider, scene.youth)
    moderation.hand_in(page_id=page.pk, user=scene.author, now=NOON)

    with pytest.raises(NotAllowed):
        moderation.approve(page_id=page.pk, user=scene.decider, now=LATER, **as_read(page))


# --- pictures -----------------------------------------------------------------------------------


def test_its_picture_is_the_organisations_and_seen_by_whoever_entered_it(scene):
    browser = browser_of(scene.decider)
    sent = {**WORDS, "organisation": scene.youth.pk, "picture": picture_file()}
    refused = browser.post(NEW_POST, {**sent, "title": ""})
    picture = Picture.objects.get()
    shown = picture.get_rendition("max-320x240").file.name
    before = [status_of(user, f"/media/{shown}") for user in people(scene)]

    note = refused.context["form"].data["kept_picture"]
    browser.post(
        NEW_POST,
        {**WORDS, "organisation": scene.youth.pk, "kept_picture": note, "picture_alt": "Peca"},
    )
    the_month_is_over(scene)
    after = [status_of(user, f"/media/{shown}") for user in people(scene)]

    assert picture.collection == scene.youth.collection
    assert PostPage.objects.get().picture == picture
    # decider, colleague, author, follower, stranger
    assert before == [200, 404, 200, 404, 404]
    assert after == [200, 404, 200, 404, 404]


def status_of(user, address):
    answer = browser_of(user).get(address)
    # A file that is read to its end is closed.
    assert b"".join(answer) is not None
    return answer.status_code


def people(scene):
    return [scene.decider, scene.colleague, scene.author, scene.follower, scene.stranger]


def test_a_picture_is_added_after_the_month_to_ones_own_text_alone(scene):
    page = entered(scene.decider, scene.youth)
    other = entered(scene.coordinator, scene.youth)
    the_month_is_over(scene)
    about = {"user": scene.decider, "organisation": scene.youth}

    kept = services.keep_picture(**about, file=picture_file(), page_id=page.pk)
    for page_id in (None, other.pk):
        with pytest.raises(NotAllowed):
            services.keep_picture(**about, file=picture_file(), page_id=page_id)
    with pytest.raises(NotAllowed):
        services.keep_picture(
            user=scene.decider,
            organisation=scene.next_partner,
            file=picture_file(),
            page_id=page.pk,
        )

    assert list(Picture.objects.all()) == [kept]


# --- trust --------------------------------------------------------------------------------------


def test_an_event_entered_for_a_trusted_organisation_waits_whoever_hands_it_in(scene):
    Organisation.objects.filter(pk=scene.youth.pk).update(is_trusted_for_events=True)
    browser = browser_of(scene.decider)
    browser.post("/oddaj/dogodek/", {**EVENT, "organisation": scene.youth.pk, "do": "hand_in"})
    page = EventPage.objects.get()
    by_duty = (public_title(page), row_of(page).proposal)

    member = browser_of(scene.author)
    member.post(f"/oddaj/{page.pk}/umik/")
    member.post(f"/oddaj/{page.pk}/oddaj/")

    assert by_duty == (None, Proposal.SUBMITTED)
    assert (public_title(page), row_of(page).proposal) == (None, Proposal.SUBMITTED)


def test_the_author_is_told_that_it_is_public_at_once(scene):
    Organisation.objects.filter(pk=scene.youth.pk).update(is_trusted_for_events=True)

    answer = browser_of(scene.author).post("/oddaj/dogodek/", {**EVENT, "do": "hand_in"})

    page = EventPage.objects.get()
    assertRedirects(answer, f"/oddaj/{page.pk}/", fetch_redirect_response=False)
    assert len(list(get_messages(answer.wsgi_request))) == 1
    assert (public_title(page), letters()) == (
        "Poslali so nam",
        [("avtorica", "published_at_once")],
    )
