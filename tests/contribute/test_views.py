import pytest
from django.contrib.messages import get_messages
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from pytest_django.asserts import assertRedirects

from accounts.services import deactivate_user
from blog.models import PostPage
from calendar_app.models import EventChange, EventPage
from contribute import services
from core.models import Picture
from home.models import PlainPage
from moderation import services as moderation
from moderation.models import Step
from network.models import Contribution, Organisation, Role
from network.rights import Proposal, Public
from network.services import add_member, remove_member
from tests.accounts.factories import UserFactory
from tests.calendar_app.factories import EventPageFactory
from tests.contribute.pictures import not_a_picture, picture_file
from tests.moderation.scene import (
    LATER,
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
from tests.network.factories import OrganisationFactory, member_of

READABLE = ["detail", "edit", "delete", "take_down", "preview"]
STEPS = ["hand_in", "withdraw"]
POSTED = [*STEPS, "edit", "delete", "take_down", "status"]
NEW_POST, NEW_EVENT = "/oddaj/objava/", "/oddaj/dogodek/"
NEW = [NEW_POST, NEW_EVENT, "/oddaj/vodnik/", "/oddaj/mentor/"]
POST = {
    "title": "Sadili smo",
    "summary": "Petdeset dreves na Peci.",
    "text": "Bilo je lepo.",
    "do": "hand_in",
}
EVENT = {
    **POST,
    "activity": "concert",
    "first_day": "2026-12-05",
    "start_time": "20:00",
    "place_text": "Pred knjižnico",
}


def url(name, page):
    return reverse(f"contribute:{name}", args=[page.pk])


def said(response):
    return [str(message) for message in get_messages(response.wsgi_request)]


def shown(client, page):
    """The fields of the form in which a text is edited, hidden ones too."""
    form = client.get(url("edit", page)).context["form"]
    return {
        name: form[name].value() or ""
        for name in ("title", "summary", "text", "seen", "typed_from")
    }


def newest(page):
    return latest(page).as_object()


# --- who comes in -------------------------------------------------------------------------------


def test_the_addresses_are_those_that_were_promised():
    assert [
        reverse("contribute:list"),
        reverse("contribute:new_post"),
        reverse("contribute:new_event"),
        reverse("contribute:new_guide"),
        reverse("contribute:new_mentor"),
        reverse("contribute:detail", args=[7]),
        reverse("contribute:organisation", args=["klub"]),
    ] == ["/oddaj/", *NEW, "/oddaj/7/", "/oddaj/organizacija/klub/"]


@pytest.mark.parametrize("path", ["/oddaj/", *NEW, "/oddaj/organizacija/klub/"])
def test_who_is_not_signed_in_is_asked_to_and_comes_back(client, scene, path):
    assertRedirects(client.get(path), f"/prijava/?next={path}", fetch_redirect_response=False)


@pytest.mark.parametrize("name", READABLE)
def test_who_is_not_signed_in_reads_nothing(client, draft, name):
    path = url(name, draft)

    assertRedirects(client.get(path), f"/prijava/?next={path}", fetch_redirect_response=False)


@pytest.mark.parametrize("name", POSTED)
def test_who_is_not_signed_in_changes_nothing(client, draft, name):
    response = client.post(url(name, draft), {"status": "full"})

    assert response.status_code == 302
    assert response.url.startswith("/prijava/?next=/oddaj/")
    assert (newest(draft).title, row_of(draft).proposal) == ("Osnutek", "draft")


@pytest.mark.parametrize("name", READABLE)
def test_a_foreign_text_is_not_there_for_reading(as_author, foreign, name):
    response = as_author.get(url(name, foreign))

    assert response.status_code == 404
    assert "skrivnost" not in response.content.decode()


@pytest.mark.parametrize("name", POSTED)
def test_a_foreign_text_is_not_there_for_changing(as_author, foreign, name):
    response = as_author.post(url(name, foreign), {**POST, "reason": "x", "status": "full"})

    assert response.status_code == 404
    assert (newest(foreign).title, row_of(foreign).proposal) == ("Tuja skrivnost", "draft")


@pytest.mark.parametrize("page_id", ["999999", "9" * 30, "0"])
@pytest.mark.parametrize("name", ["", "uredi/", "izbrisi/", "stanje/"])
def test_a_number_that_is_no_text_is_not_there(as_author, page_id, name):
    assert as_author.get(f"/oddaj/{page_id}/{name}").status_code == 404


@pytest.mark.parametrize("name", STEPS)
def test_steps_are_not_taken_by_following_a_link(as_author, draft, name):
    assert as_author.get(url(name, draft)).status_code == 405


@pytest.mark.parametrize("method", ["put", "patch", "delete"])
@pytest.mark.parametrize("name", [*POSTED, "detail", "preview"])
def test_other_methods_are_refused(as_author, draft, name, method):
    assert getattr(as_author, method)(url(name, draft)).status_code == 405


@pytest.mark.parametrize("path", ["/oddaj/", "detail", "preview"])
def test_what_is_only_read_takes_no_post(as_author, draft, path):
    path = path if path.startswith("/") else url(path, draft)

    assert as_author.post(path).status_code == 405


@pytest.mark.parametrize("name", POSTED)
def test_no_other_site_can_press_our_buttons(scene, draft, name):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(scene.author)

    response = browser.post(url(name, draft), {**POST, "reason": "x", "status": "full"})

    assert response.status_code == 403
    assert (newest(draft).title, row_of(draft).proposal) == ("Osnutek", "draft")


@pytest.mark.parametrize("path", [*NEW, "/oddaj/organizacija/klub/"])
def test_no_other_site_can_fill_our_forms(scene, path):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(scene.lead)

    assert browser.post(path, EVENT).status_code == 403
    assert Contribution.objects.count() == 0


def test_who_leaves_the_organisation_is_out_at_once(as_author, scene, draft):
    remove_member(organisation=scene.youth, user=scene.author)

    responses = [as_author.get(url(name, draft)).status_code for name in READABLE]

    assert responses == [404] * len(READABLE)
    assert as_author.get("/oddaj/").templates[0].name == "contribute/no_organisation.html"


def test_who_is_switched_off_is_out_at_once(as_author, scene, draft):
    deactivate_user(user_id=scene.author.pk, now=NOON)

    assert as_author.get(url("detail", draft)).status_code == 302


def test_nothing_of_it_is_kept_in_a_browsers_cache(as_author, draft):
    assert "no-store" in as_author.get(url("detail", draft))["Cache-Control"]


# --- the list -----------------------------------------------------------------------------------


def rows(response):
    return [
        (row.title, row.public, row.proposal, sorted(name for name, may in row.may.items() if may))
        for row in response.context["standings"].object_list
    ]


def test_the_list_says_where_everything_stands_and_what_can_be_done(as_author, scene, foreign):
    drafts = [
        draft_by(scene.author, scene.youth, title=title)
        for title in ("Osnutek", "Oddano", "Vrnjeno", "Objavljeno", "Spremenjeno", "Umaknjeno")
    ]
    for page in drafts[1:]:
        moderation.hand_in(page_id=page.pk, user=scene.author, now=NOON)
    moderation.send_back(
        page_id=drafts[2].pk, user=scene.decider, now=NOON, comment="Kdaj?", **as_read(drafts[2])
    )
    for page in drafts[3:]:
        moderation.approve(page_id=page.pk, user=scene.decider, now=NOON, **as_read(page))
    write(drafts[4], scene.author, summary="Nov povzetek.")
    moderation.take_down(page_id=drafts[5].pk, user=scene.lead, now=NOON, reason="Napaka.")

    response = as_author.get("/oddaj/")

    mine = ["edit", "see", "submit"]
    assert sorted(rows(response)) == [
        ("Objavljeno", "live", "none", ["edit", "see", "translate"]),
        ("Oddano", "never", "submitted", ["see", "withdraw"]),
        ("Osnutek", "never", "draft", sorted([*mine, "delete"])),
        ("Spremenjeno", "live", "draft", [*mine, "translate"]),
        ("Umaknjeno", "taken_down", "draft", mine),
        ("Vrnjeno", "never", "sent_back", sorted([*mine, "delete"])),
    ]
    assert rows(response)[0][0] == "Vrnjeno"
    text = response.content.decode()
    assert [word in text for word in ("Kdaj?", "Napaka.", "skrivnost")] == [True, True, False]


def test_a_lead_may_take_down_and_an_events_status_may_change(client, scene):
    EventPageFactory(organisation=scene.youth, owner=scene.author, published=True, title="Koncert")
    client.force_login(scene.lead)

    assert rows(client.get("/oddaj/")) == [
        ("Koncert", "live", "none", ["change_status", "edit", "see", "take_down", "translate"])
    ]


@pytest.mark.usefixtures("draft", "submitted", "published")
@pytest.mark.parametrize(
    ("state", "titles"),
    [
        ("osnutki", ["Osnutek"]),
        ("oddano", ["Oddano"]),
        ("objavljeno", ["Objavljeno"]),
        ("umaknjeno", []),
        ("napovedano", []),
        ("vrnjeno", []),
        ("kar koli", ["Objavljeno", "Oddano", "Osnutek"]),
    ],
)
def test_the_list_can_be_narrowed_to_a_state(as_author, state, titles):
    response = as_author.get("/oddaj/", {"stanje": state})

    assert sorted(row[0] for row in rows(response)) == titles


def test_the_list_has_pages(as_author, scene):
    for number in range(21):
        draft_by(scene.author, scene.youth, title=f"Osnutek {number}")

    response = as_author.get("/oddaj/", {"page": "2", "stanje": "osnutki"})

    assert len(rows(response)) == 1
    assert "stanje=osnutki&amp;page=1" in response.content.decode()


def test_the_list_asks_the_database_no_more_for_three_texts_than_for_one(
    as_author, scene, django_assert_num_queries, django_assert_max_num_queries
):
    def one_more():
        EventPageFactory(organisation=scene.youth, owner=scene.author, published=True)
        submitted_by(scene.co_author, scene.youth)
        page = submitted_by(scene.author, scene.youth)
        moderation.send_back(
            page_id=page.pk, user=scene.decider, now=NOON, comment="Še.", **as_read(page)
        )

    one_more()
    as_author.get("/oddaj/")
    with django_assert_max_num_queries(40) as one:
        as_author.get("/oddaj/")
    one_more()
    one_more()

    with django_assert_num_queries(len(one)):
        as_author.get("/oddaj/")


def test_who_acts_for_nobody_is_told_whom_to_ask(client, scene):
    client.force_login(UserFactory())

    response = client.get("/oddaj/")

    assert response.templates[0].name == "contribute/no_organisation.html"
    assert response.context["contact"] == reverse("report_mistake")
    assertRedirects(client.get(NEW_POST), "/oddaj/")


def test_who_acts_for_nobody_is_led_to_the_coordinators_page_where_there_is_one(
    client, scene, home
):
    home.add_child(instance=PlainPage(title="Kontakt", slug="kontakt", locale=home.locale))
    client.force_login(UserFactory())

    assert client.get("/oddaj/").context["contact"] == "/kontakt/"


def test_members_of_who_left_the_network_read_but_begin_nothing(as_author, scene, published):
    Organisation.objects.filter(pk=scene.youth.pk).update(is_active=False)

    response = as_author.get("/oddaj/")

    assert (response.context["may_begin"], len(rows(response))) == (False, 1)
    assertRedirects(as_author.get(NEW_POST), "/oddaj/")
    assertRedirects(as_author.post(NEW_POST, POST), "/oddaj/")
    assert PostPage.objects.count() == 1


# --- one text -----------------------------------------------------------------------------------


def test_the_history_shows_what_was_changed_before_publishing(as_author, scene, submitted):
    write(submitted, scene.decider, summary="Popravljen povzetek.")
    moderation.approve(
        page_id=submitted.pk, user=scene.decider, now=LATER, comment="Hvala!", **as_read(submitted)
    )

    response = as_author.get(url("detail", submitted))

    steps = response.context["steps"]
    assert [step.kind for step in steps] == ["approved", "mended", "submitted"]
    assert [[change.label for change in step.changes] for step in steps] == [
        [],
        [PostPage._meta.get_field("summary").verbose_name],
        [],
    ]
    text = response.content.decode()
    assert "<del>Povzetek.</del><ins>Popravljen povzetek.</ins>" in text
    assert "Hvala!" in text


def test_a_comment_with_markup_is_shown_as_it_was_typed(as_author, scene, submitted):
    moderation.send_back(
        page_id=submitted.pk,
        user=scene.decider,
        now=NOON,
        comment="<script>x</script>",
        **as_read(submitted),
    )

    for path in ("/oddaj/", url("detail", submitted)):
        text = as_author.get(path).content.decode()
        assert "&lt;script&gt;x" in text
        assert "<script>x" not in text


@pytest.mark.parametrize("path", NEW, ids=["post", "event", "guide", "mentor"])
def test_a_draft_can_be_looked_at_as_readers_would_see_it(as_author, path):
    as_author.post(path, {"title": "Kako bo"})
    page = Contribution.objects.get().page

    response = as_author.get(url("preview", page))

    text = response.content.decode()
    assert response.status_code == 200
    assert "Kako bo" in text
    assert gettext("Preview of the newest version") in text
    assert f'<a href="{url("detail", page)}">{gettext("Back to the text")}</a>' in text


def test_the_published_page_has_no_bar_of_a_preview(as_author, published):
    assert "preview_bar" not in as_author.get(published.url).content.decode()


def test_the_list_leads_to_the_account_where_one_signs_out(as_author):
    text = as_author.get("/oddaj/").content.decode()

    assert f'href="{reverse("account_profile")}"' in text
    assert f'action="{reverse("account_logout")}"' in as_author.get("/racun/").content.decode()


# --- writing ------------------------------------------------------------------------------------


def test_a_post_is_handed_in_with_one_form(as_author, scene):
    response = as_author.post(NEW_POST, POST)

    page = PostPage.objects.get()
    assertRedirects(response, url("detail", page))
    assert (newest(page).title, row_of(page).proposal, row_of(page).submitted_by) == (
        "Sadili smo",
        Proposal.SUBMITTED,
        scene.author,
    )


def test_an_event_is_handed_in_with_one_form(as_author, topic):
    response = as_author.post(NEW_EVENT, {**EVENT, "topics": [topic.pk]})

    page = EventPage.objects.get()
    assertRedirects(response, url("detail", page))
    assert (row_of(page).proposal, newest(page).activity, list(newest(page).topics.all())) == (
        Proposal.SUBMITTED,
        "concert",
        [topic],
    )


def test_a_draft_needs_a_title_only(as_author):
    for path in NEW:
        assert as_author.post(path, {"title": "Nekoč"}).status_code == 302

    assert list(Contribution.objects.values_list("proposal", flat=True)) == ["draft"] * len(NEW)


def test_what_is_missing_is_shown_beside_its_field_and_the_draft_is_kept(as_author):
    response = as_author.post(NEW_EVENT, {"title": "Nekoč", "do": "hand_in"}, follow=True)

    page = EventPage.objects.get()
    assert response.redirect_chain == [(url("edit", page) + "?manjka=1", 302)]
    form = response.context["form"]
    assert set(form.errors) == {"summary", "text", "first_day", "activity", "place"}
    assert (form["title"].value(), row_of(page).proposal) == ("Nekoč", Proposal.DRAFT)


def test_a_title_that_is_missing_loses_nothing_else(as_author):
    response = as_author.post(NEW_EVENT, {**EVENT, "title": ""})

    form = response.context["form"]
    assert (response.status_code, set(form.errors)) == (422, {"title"})
    assert {name: form[name].value() for name in EVENT if name not in {"title", "do"}} == {
        name: value for name, value in EVENT.items() if name not in {"title", "do"}
    }


def test_two_taps_on_the_button_make_one_text(as_author):
    key = as_author.get(NEW_POST).context["form"]["key"].value()

    responses = [as_author.post(NEW_POST, {**POST, "key": key}) for _tap in range(2)]

    page = PostPage.objects.get()
    assert [response.url for response in responses] == [url("detail", page)] * 2
    assert Step.objects.filter(page=page.pk, kind="submitted").count() == 1


def test_a_foreign_organisation_is_refused_beside_the_field(as_author, scene):
    other = OrganisationFactory()
    add_member(organisation=other, user=scene.author)
    foreign = scene.stranger.memberships.get().organisation

    refused = as_author.post(NEW_POST, {**POST, "organisation": foreign.pk})
    as_author.post(NEW_POST, {**POST, "organisation": other.pk})

    assert set(refused.context["form"].errors) == {"organisation"}
    assert [page.organisation for page in PostPage.objects.all()] == [other]


def test_an_organisation_is_not_asked_for_where_there_is_one(as_author, scene):
    foreign = scene.stranger.memberships.get().organisation

    asked = as_author.get(NEW_POST).context["form"].fields
    refused = as_author.post(NEW_POST, {**POST, "organisation": foreign.pk})
    as_author.post(NEW_POST, POST)

    assert "organisation" not in asked
    assert (refused.status_code, PostPage.objects.get().organisation) == (422, scene.youth)


def test_editing_what_is_published_leaves_what_readers_see(as_author, published):
    response = as_author.post(
        url("edit", published), {**shown(as_author, published), "title": "Nov naslov"}
    )

    assertRedirects(response, url("detail", published))
    assert (public_title(published), newest(published).title) == ("Objavljeno", "Nov naslov")
    assert row_of(published).proposal == Proposal.DRAFT


def test_a_colleagues_version_is_shown_before_it_is_overwritten(as_author, scene, draft):
    form = {**shown(as_author, draft), "title": "Moj naslov"}
    write(draft, scene.co_author, title="Kolegov naslov")

    refused = as_author.post(url("edit", draft), form)
    kept = newest(draft).title
    again = refused.context["form"]
    as_author.post(url("edit", draft), {**form, "seen": again["seen"].value()})

    assert (refused.status_code, again["title"].value(), kept) == (
        409,
        "Moj naslov",
        "Kolegov naslov",
    )
    assert refused.context["meanwhile"]["who"] == scene.co_author
    assert "<del>Kolegov</del><ins>Moj</ins> naslov" in refused.content.decode()
    assert newest(draft).title == "Moj naslov"


def test_what_was_handed_in_meanwhile_keeps_what_was_typed(as_author, scene, draft):
    form = {**shown(as_author, draft), "title": "Moj naslov"}
    moderation.hand_in(page_id=draft.pk, user=scene.co_author, now=NOON)

    refused = as_author.post(url("edit", draft), form)
    moderation.withdraw(page_id=draft.pk, user=scene.author, now=NOON)
    again = refused.context["form"]
    tried = as_author.post(url("edit", draft), {**form, "seen": again["seen"].value()})

    assert (refused.status_code, again["title"].value()) == (409, "Moj naslov")
    assert refused.context["may_withdraw"] is True
    assert tried.context["form"]["title"].value() == "Moj naslov"
    assert newest(draft).title == "Osnutek"


def test_what_is_handed_in_is_not_opened_for_editing(as_author, submitted):
    response = as_author.get(url("edit", submitted))

    assertRedirects(response, url("detail", submitted))


def test_a_coordinator_reads_but_does_not_write(client, scene, draft):
    client.force_login(scene.coordinator)

    response = client.post(url("edit", draft), {"title": "Spremenjeno"})

    assert (client.get(url("detail", draft)).status_code, response.status_code) == (200, 403)
    assert newest(draft).title == "Osnutek"


def test_what_was_added_in_the_cms_stays_where_it_was(as_author, scene):
    draft = draft_by(
        scene.author,
        scene.youth,
        body=[
            ("paragraph", "<p>Uvod</p>"),
            ("quote", {"text": "Juhu", "author": "Eva"}),
            ("video", {"url": "https://youtu.be/x", "title": "Posnetek"}),
        ],
    )
    form = shown(as_author, draft)

    as_author.post(url("edit", draft), {**form, "text": form["text"].replace("Uvod", "Začetek")})

    assert str(newest(draft).body[0].value) == "<p>Začetek</p>"
    assert [block.block_type for block in newest(draft).body] == ["paragraph", "quote", "video"]
    assert newest(draft).body[1].value["author"] == "Eva"


@pytest.mark.parametrize(
    "values",
    [
        {"title": "a" * 10_000},
        {"text": "a" * 1_000_000},
        {"title": "\x00"},
        {"summary": "\x00"},
        {"first_day": "0000-00-00", "start_time": "-1"},
        {"first_day": "9999-12-31", "all_day": "on"},
        {"place": "9" * 40},
        {"topics": "9" * 40},
        {"municipality": "-1"},
        {"kept_picture": "x" * 5000, "seen": "x" * 5000},
        {"key": "\x00", "title": ""},
        {"typed_from": "9" * 40},
    ],
)
def test_no_input_breaks_the_form(as_author, values):
    response = as_author.post(NEW_EVENT, {**EVENT, **values})

    assert response.status_code in {302, 422}


@pytest.mark.parametrize("charset", ["utf-7", "unicode_escape", "utf-16", "ni-taka"])
def test_no_encoding_breaks_the_form(as_author, charset):
    fields = {"title": r"a\ud800b", "text": r"\udfff", "topics": r"\ud800", "seen": r"\ud800"}
    body = "".join(
        f'--X\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
        for name, value in fields.items()
    )

    response = as_author.generic(
        "POST",
        NEW_POST,
        f"{body}--X--\r\n".encode(),
        content_type=f"multipart/form-data; boundary=X; charset={charset}",
    )

    assert response.status_code in {302, 422}
    for title in PostPage.objects.values_list("draft_title", flat=True):
        title.encode()


def test_a_body_that_is_too_large_gets_an_answer(as_author, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000

    response = as_author.post(NEW_POST, {**POST, "text": "a" * 2000})

    assert response.status_code == 400
    assert gettext("We could not take this in") in response.content.decode()
    assert PostPage.objects.count() == 0


# --- pictures -----------------------------------------------------------------------------------


def test_a_picture_is_handed_in_with_its_text(as_author, scene):
    as_author.post(
        NEW_POST,
        {**POST, "picture": picture_file(), "picture_alt": "Drevo", "picture_author": "Ana"},
    )

    page = PostPage.objects.get()
    assert (newest(page).picture.collection, newest(page).picture.author) == (
        scene.youth.collection,
        "Ana",
    )
    assert (newest(page).picture_alt, row_of(page).proposal) == ("Drevo", "submitted")


def test_an_author_says_whether_the_people_in_a_picture_agree(as_author):
    sent = {**POST, "picture": picture_file(), "picture_alt": "Drevo", "picture_author": "Ana"}

    as_author.post(NEW_POST, {**sent, "picture_consent": "agreed"})

    assert Picture.objects.get().consent == "agreed"


def test_a_consent_that_is_none_is_refused_beside_the_field(as_author):
    answer = as_author.post(NEW_POST, {**POST, "picture_consent": "<b>da</b>"})

    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {"picture_consent"}


@pytest.mark.parametrize("state", ["draft", "submitted"])
def test_an_author_sees_what_the_checks_found(as_author, scene, draft, state):
    body = [("paragraph", '<p>041 123 456, <a href="http://a.si/?&lt;b&gt;">tu</a></p>')]
    write(draft, scene.author, body=body)
    if state == "submitted":
        moderation.hand_in(page_id=draft.pk, user=scene.author, now=NOON)

    page = as_author.get(reverse("contribute:detail", args=[draft.pk])).content.decode()

    assert gettext("What you could still look at") in page
    assert ("041 123 456" in page, "http://a.si/?&lt;b&gt;" in page) == (True, True)


def test_an_author_sees_no_checks_of_what_is_published(as_author, scene):
    published = published_by(scene.author, scene.youth, title="041 123 456", summary="")

    page = as_author.get(reverse("contribute:detail", args=[published.pk])).content.decode()

    assert gettext("What you could still look at") not in page


def test_a_picture_is_kept_while_the_rest_is_mended(as_author):
    refused = as_author.post(NEW_POST, {**POST, "title": "", "picture": picture_file()})
    form = refused.context["form"]
    as_author.post(
        NEW_POST,
        {
            **POST,
            "kept_picture": form["kept_picture"].value(),
            "picture_alt": "Drevo",
            "picture_author": "Ana",
        },
    )

    picture = Picture.objects.get()
    page = PostPage.objects.get()
    assert form.shown_picture == picture
    assert (newest(page).picture, picture.author) == (picture, "Ana")
    assert row_of(page).proposal == Proposal.SUBMITTED


def test_a_picture_that_is_none_is_said_beside_the_field(as_author):
    response = as_author.post(NEW_POST, {**POST, "picture": not_a_picture()})

    assert (response.status_code, set(response.context["form"].errors)) == (422, {"picture"})
    assert (Picture.objects.count(), PostPage.objects.count()) == (0, 0)


def test_a_picture_that_breaks_off_is_said_beside_the_field(as_author):
    whole = picture_file(size=(400, 400), quality=95).read()
    half = not_a_picture(whole[: len(whole) // 2], "pol.jpg")

    response = as_author.post(NEW_POST, {**POST, "picture": half})

    assert (response.status_code, set(response.context["form"].errors)) == (422, {"picture"})
    assert Picture.objects.count() == 0


def test_a_picture_of_an_organisation_that_is_not_chosen_yet_is_asked_for_again(as_author, scene):
    add_member(organisation=OrganisationFactory(), user=scene.author)

    response = as_author.post(NEW_POST, {**POST, "picture": picture_file()})

    assert set(response.context["form"].errors) == {"organisation", "picture"}
    assert Picture.objects.count() == 0


def test_another_organisations_picture_cannot_be_taken(as_author, scene, foreign):
    picture = services.keep_picture(
        user=scene.stranger, organisation=foreign.organisation, file=picture_file()
    )
    write(foreign, scene.stranger, picture=picture, picture_alt="Skrivnost")
    browser = Client()
    browser.force_login(scene.stranger)
    note = browser.get(url("edit", foreign)).context["form"]["kept_picture"].value()

    response = as_author.post(NEW_POST, {**POST, "kept_picture": note})

    assert note
    assert set(response.context["form"].errors) == {"picture"}


def test_too_many_pictures_in_an_hour_are_refused_beside_the_field(as_author, settings):
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "upload": "1/h/user"}
    cache.clear()

    responses = [
        as_author.post(NEW_POST, {**POST, "title": "", "picture": picture_file()})
        for _try in range(2)
    ]

    assert [set(response.context["form"].errors) for response in responses] == [
        {"title"},
        {"title", "picture"},
    ]
    assert Picture.objects.count() == 1


def test_the_author_of_a_public_picture_is_not_changed_here(as_author, scene, published):
    picture = services.keep_picture(
        user=scene.author, organisation=scene.youth, file=picture_file(), author="Ana"
    )
    write(published, scene.author, picture=picture, picture_alt="Drevo")
    moderation.hand_in(page_id=published.pk, user=scene.author, now=NOON)
    moderation.approve(page_id=published.pk, user=scene.decider, now=NOON, **as_read(published))
    form = as_author.get(url("edit", published)).context["form"]

    as_author.post(
        url("edit", published),
        {
            **shown(as_author, published),
            "kept_picture": form["kept_picture"].value(),
            "picture_author": "Nekdo drug",
        },
    )

    assert form["picture_author"].field.disabled is True
    assert Picture.objects.get().author == "Ana"
    assert newest(published).picture == picture


# --- steps --------------------------------------------------------------------------------------


def test_handing_in_says_until_when_there_will_be_an_answer(as_author, draft):
    response = as_author.post(url("hand_in", draft))

    assertRedirects(response, url("detail", draft))
    assert row_of(draft).proposal == Proposal.SUBMITTED
    assert said(response) == [
        gettext("Thank you! You will have an answer by %(day)s.") % {"day": "13. 11"}
    ]


def test_handing_in_what_lacks_something_leads_to_what_is_missing(as_author, scene):
    draft = draft_by(scene.author, scene.youth, summary="")

    response = as_author.post(url("hand_in", draft))

    assertRedirects(response, url("edit", draft) + "?manjka=1")


def test_handing_in_twice_says_so(as_author, submitted):
    response = as_author.post(url("hand_in", submitted))

    assertRedirects(response, url("detail", submitted))
    assert said(response) == [gettext("It is already handed in.")]


def test_withdrawing_makes_it_a_draft_again(as_author, submitted):
    response = as_author.post(url("withdraw", submitted))

    assertRedirects(response, url("detail", submitted))
    assert row_of(submitted).proposal == Proposal.DRAFT


def test_withdrawing_what_was_decided_meanwhile_says_so(as_author, scene, submitted):
    moderation.approve(page_id=submitted.pk, user=scene.decider, now=NOON, **as_read(submitted))

    response = as_author.post(url("withdraw", submitted))

    assertRedirects(response, url("detail", submitted))
    assert public_title(submitted) == "Oddano"


def test_deleting_asks_first_and_then_does_it(as_author, draft):
    asked = as_author.get(url("delete", draft))
    still = PostPage.objects.count()
    response = as_author.post(url("delete", draft))

    assert (asked.status_code, still, PostPage.objects.count()) == (200, 1, 0)
    assertRedirects(response, "/oddaj/")


def test_what_was_public_is_not_deleted_by_its_organisation(as_author, published):
    for response in (
        as_author.get(url("delete", published)),
        as_author.post(url("delete", published)),
    ):
        assertRedirects(response, url("detail", published))

    assert public_title(published) == "Objavljeno"


def test_a_lead_takes_down_with_a_reason(client, scene, published):
    client.force_login(scene.lead)

    refused = client.post(url("take_down", published), {"reason": " "})
    client.post(url("take_down", published), {"reason": "Napačen datum."})

    assert (refused.status_code, set(refused.context["form"].errors)) == (422, {"reason"})
    assert row_of(published).public == Public.TAKEN_DOWN
    assert Step.objects.filter(kind="taken_down").get().comment == "Napačen datum."


def test_a_member_does_not_take_down(as_author, published):
    response = as_author.post(url("take_down", published), {"reason": "Tako."})

    assert response.status_code == 409
    assert public_title(published) == "Objavljeno"


@pytest.fixture
def event(scene):
    return EventPageFactory(organisation=scene.youth, owner=scene.author, published=True)


def test_an_event_is_cancelled_at_once_and_taken_back_again(as_author, scene, event):
    as_author.post(url("status", event), {"status": "cancelled", "reason": "Dež."})
    told = [(change.status, change.reason) for change in EventChange.objects.all()]
    as_author.post(url("status", event), {"status": "as_planned"})

    assert told == [("cancelled", "Dež.")]
    assert EventChange.objects.count() == 0
    assert Step.objects.filter(kind="status").count() == 2


def test_saying_that_nothing_has_changed_is_noted_nowhere(as_author, event):
    as_author.post(url("status", event), {"status": "as_planned"})

    assert (EventChange.objects.count(), Step.objects.filter(kind="status").count()) == (0, 0)


def test_the_form_of_the_status_shows_what_was_said(as_author, event):
    as_author.post(url("status", event), {"status": "full", "reason": "Polno."})

    form = as_author.get(url("status", event)).context["form"]

    assert (form["status"].value(), form["reason"].value()) == ("full", "Polno.")


@pytest.mark.parametrize(
    ("values", "wrong"),
    [
        ({"status": "odpadlo"}, {"status"}),
        ({"status": "full", "reason": "a" * 201}, {"reason"}),
        ({"status": "full", "reason": "<b>"}, {"reason"}),
        ({"status": "full", "reason": "\x00"}, {"reason"}),
        ({"status": "postponed", "new_date": "9999-12-31"}, {"new_date"}),
    ],
)
def test_a_status_that_cannot_be_is_said_beside_its_field(as_author, event, values, wrong):
    response = as_author.post(url("status", event), values)

    assert (response.status_code, set(response.context["form"].errors)) == (422, wrong)
    assert EventChange.objects.count() == 0


def test_duty_says_that_an_event_is_off_and_comes_back_to_its_own_screen(client, scene, event):
    client.force_login(scene.decider)
    screen = reverse("moderation:submission", args=[event.pk])

    offered = client.get(screen)
    form = client.get(url("status", event))
    said = client.post(url("status", event), {"status": "cancelled", "reason": "Dežuje."})

    assert url("status", event) in offered.text
    assert f'href="{screen}"' in form.text
    assert f'href="{url("detail", event)}"' not in form.text
    assertRedirects(said, screen)
    assert EventChange.objects.get().status == "cancelled"


def test_only_public_events_have_a_status(as_author, scene, published):
    draft = EventPageFactory(organisation=scene.youth, owner=scene.author)

    assert as_author.get(url("status", published)).status_code == 404
    assertRedirects(as_author.get(url("status", draft)), url("detail", draft))


# --- what was typed -----------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["new_post", "new_event", "new_guide", "new_mentor", "edit"])
def test_whoever_was_signed_out_gets_their_words_back(client, draft, name):
    address = url(name, draft) if name == "edit" else reverse(f"contribute:{name}")

    answer = client.post(address, {"title": "Moj naslov", "text": "Dolgo besedilo."})

    assert answer.status_code == 403
    assert ("Moj naslov" in answer.text, "Dolgo besedilo." in answer.text) == (True, True)
    assert reverse("account_login") in answer.text


@pytest.mark.parametrize("name", ["status", "take_down"])
def test_a_reason_for_what_is_public_no_more_comes_back(client, scene, event, name):
    moderation.take_down(page_id=event.pk, user=scene.root, now=timezone.now(), reason="Napaka.")
    client.force_login(scene.lead)

    answer = client.post(url(name, event), {"status": "full", "reason": "Vse je zasedeno."})

    assert answer.status_code == 409
    assert "Vse je zasedeno." in answer.text


def test_words_for_a_text_that_was_deleted_come_back(as_author, scene, draft):
    address = url("edit", draft)
    moderation.delete(page_id=draft.pk, user=scene.co_author, now=timezone.now())

    answer = as_author.post(address, {"title": "Moj naslov", "text": "Dolgo besedilo."})

    assert answer.status_code == 404
    assert ("Moj naslov" in answer.text, "Dolgo besedilo." in answer.text) == (True, True)


# --- organisations ------------------------------------------------------------------------------

FACTS = {
    "audience": "za vse od 15 let",
    "email": "klub@example.org",
    "phone": "041 123 456",
    "website": "klub.si",
    "address": "Trg 1",
    "accessibility": "brez stopnic",
    "opening_hours": "ob petkih",
}


def facts_of(organisation):
    return Organisation.objects.filter(pk=organisation.pk).values(*FACTS).get()


def test_a_lead_keeps_the_facts_of_the_organisation(client, scene):
    client.force_login(scene.lead)

    response = client.post("/oddaj/organizacija/klub/", FACTS)

    assertRedirects(response, "/oddaj/organizacija/klub/")
    assert facts_of(scene.youth) == {**FACTS, "website": "https://klub.si"}


def test_facts_that_cannot_be_are_said_beside_their_field(client, scene):
    client.force_login(scene.lead)

    response = client.post("/oddaj/organizacija/klub/", {**FACTS, "email": "klub"})

    assert (response.status_code, set(response.context["form"].errors)) == (422, {"email"})


def test_a_member_reads_the_facts_but_does_not_change_them(as_author, scene):
    before = facts_of(scene.youth)

    shown_facts = as_author.get("/oddaj/organizacija/klub/")
    response = as_author.post("/oddaj/organizacija/klub/", FACTS)

    assert (shown_facts.status_code, response.status_code) == (200, 403)
    assert "<form" not in shown_facts.content.decode().partition("<main")[2].partition("</main")[0]
    assert facts_of(scene.youth) == before


@pytest.mark.parametrize("who", ["stranger", "coordinator"])
def test_others_do_not_find_an_organisations_facts_here(client, scene, who):
    client.force_login(getattr(scene, who))

    assert client.get("/oddaj/organizacija/klub/").status_code == 404
    assert client.post("/oddaj/organizacija/klub/", FACTS).status_code == 404


def test_the_lead_of_one_organisation_is_a_member_of_another(client, scene):
    lead = member_of(OrganisationFactory(), role=Role.LEAD)
    add_member(organisation=scene.youth, user=lead)
    client.force_login(lead)

    assert client.post("/oddaj/organizacija/klub/", FACTS).status_code == 403
