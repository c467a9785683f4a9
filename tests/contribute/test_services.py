from datetime import UTC, datetime
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from PIL import Image
from wagtail.images import get_image_model

from blog.models import PostPage
from calendar_app.models import EventPage
from contribute import services
from contribute.errors import BrokenPicture, ChangedMeanwhile, MovedOn
from core.models import Picture
from moderation import services as moderation
from moderation.errors import Incomplete, NotAllowed
from network.models import Contribution
from network.rights import Proposal, Public
from network.services import remove_member
from tests.calendar_app.factories import EventPageFactory
from tests.contribute.pictures import (
    bomb,
    double_picture,
    half_picture,
    not_a_picture,
    picture_file,
    turned_picture,
)
from tests.moderation.scene import LATER, NOON, as_read, latest, public_title, row_of, write
from tests.network.factories import OrganisationFactory, member_of

NOTHING = {
    "title": "Sadili smo",
    "summary": "",
    "text": "",
    "topics": [],
    "municipality": None,
    "picture": None,
    "picture_alt": "",
}
STARTS = datetime(2026, 12, 5, 18, tzinfo=UTC)
EVENT = {
    **NOTHING,
    "title": "Koncert",
    "starts_at": STARTS,
    "ends_at": None,
    "all_day": False,
    "activity": "concert",
    "place": None,
    "place_text": "",
    "online_url": "",
    "price": "",
    "audience": "",
    "registration_url": "",
}


def seen(page):
    """What a form that is opened now says of the version in it."""
    return services.seen_token(row_of(page), latest(page))


def change(page, user, **facts):
    facts = {**NOTHING, "title": "Spremenjeno", **facts}
    return services.save_post(user=user, facts=facts, page_id=page.pk, seen=seen(page))


def newest(page):
    return latest(page).as_object()


# --- beginning ----------------------------------------------------------------------------------


def test_save_post_begins_a_draft_of_the_organisation(scene, topic, blog_index):
    facts = {**NOTHING, "summary": "Na Peci.", "text": "Bilo je lepo.", "topics": [topic]}

    page = services.save_post(user=scene.author, facts=facts, organisation=scene.youth)

    stored = PostPage.objects.get(pk=page.pk)
    assert {
        "parent": stored.get_parent().specific,
        "title": stored.title,
        "slug": stored.slug,
        "live": stored.live,
        "owner": stored.owner,
        "organisation": stored.organisation,
        "proposal": row_of(page).proposal,
        "authors": set(row_of(page).authors.all()),
        "summary": newest(page).summary,
        "text": str(newest(page).body[0].value),
        "topics": list(newest(page).topics.all()),
    } == {
        "parent": blog_index,
        "title": "Sadili smo",
        "slug": "sadili-smo",
        "live": False,
        "owner": scene.author,
        "organisation": scene.youth,
        "proposal": Proposal.DRAFT,
        "authors": {scene.author},
        "summary": "Na Peci.",
        "text": "<p>Bilo je lepo.</p>",
        "topics": [topic],
    }


def test_save_event_begins_a_draft_even_before_the_day_is_known(scene, calendar_index):
    facts = {**EVENT, "starts_at": None, "activity": ""}

    page = services.save_event(user=scene.author, facts=facts, organisation=scene.youth)

    stored = EventPage.objects.get(pk=page.pk)
    assert (stored.get_parent().specific, stored.starts_at) == (calendar_index, None)


@pytest.mark.parametrize(
    ("titles", "slugs"),
    [
        (["Žur", "Žur", "Žur!"], ["zur", "zur-2", "zur-3"]),
        (["🎉🎉", "我们"], ["objava", "objava-2"]),
        (["a" * 255, "a" * 255], ["a" * 80, "a" * 80 + "-2"]),
    ],
    ids=["the same title", "no letters", "a very long one"],
)
def test_save_post_finds_a_free_address_for_every_title(scene, titles, slugs):
    pages = [
        services.save_post(
            user=scene.author, facts={**NOTHING, "title": title}, organisation=scene.youth
        )
        for title in titles
    ]

    assert [page.slug for page in pages] == slugs


def test_two_taps_on_the_button_make_one_page(scene):
    key = uuid4()

    pages = [
        services.save_post(user=scene.author, facts=NOTHING, organisation=scene.youth, key=key)
        for _tap in range(2)
    ]

    assert pages[0].pk == pages[1].pk
    assert PostPage.objects.count() == 1


def tapped(scene, key, user=None, **facts):
    return services.save_post(
        user=user or scene.author,
        facts={**NOTHING, "title": "Prvič", **facts},
        organisation=scene.youth,
        key=key,
    )


def test_what_was_typed_after_the_first_tap_is_kept(scene):
    key = uuid4()
    page = tapped(scene, key)

    again = tapped(scene, key, title="Drugič", text="Novo besedilo.")

    draft = newest(page)
    assert (again.pk, draft.title, PostPage.objects.count()) == (page.pk, "Drugič", 1)
    assert "Novo besedilo." in str(draft.body)


def test_a_second_tap_writes_over_nobody_and_into_nothing_that_waits(scene):
    key = uuid4()
    page = tapped(scene, key, summary="Povzetek.", text="Besedilo.")
    write(page, scene.co_author, title="Sodelavčevo")

    with pytest.raises(ChangedMeanwhile):
        tapped(scene, key, title="Drugič")

    write(page, scene.author, title="Prvič")
    moderation.hand_in(page_id=page.pk, user=scene.author, now=NOON)
    with pytest.raises(MovedOn):
        tapped(scene, key, title="Drugič")
    assert newest(page).title == "Prvič"


def test_the_key_of_a_post_makes_no_event(scene):
    key = uuid4()
    tapped(scene, key)

    with pytest.raises(NotAllowed):
        services.save_event(user=scene.author, facts=NOTHING, organisation=scene.youth, key=key)


def test_a_text_that_a_coordinator_locked_is_not_changed(scene, draft):
    PostPage.objects.filter(pk=draft.pk).update(locked=True)

    with pytest.raises(MovedOn):
        change(draft, scene.author)


def test_nobody_begins_a_text_for_an_organisation_that_is_not_theirs(scene):
    with pytest.raises(NotAllowed):
        services.save_post(user=scene.stranger, facts=NOTHING, organisation=scene.youth)

    assert PostPage.objects.count() == 0


def test_nobody_begins_a_text_for_an_organisation_that_left_the_network(scene):
    scene.youth.is_active = False
    scene.youth.save()

    with pytest.raises(NotAllowed):
        services.save_post(user=scene.author, facts=NOTHING, organisation=scene.youth)


# --- changing -----------------------------------------------------------------------------------


def test_a_colleague_goes_on_with_a_draft_and_is_its_author_too(scene, draft):
    change(draft, scene.co_author)

    assert newest(draft).title == "Spremenjeno"
    assert set(row_of(draft).authors.all()) == {scene.author, scene.co_author}


def test_the_address_follows_the_title_until_the_text_is_public(scene, draft):
    change(draft, scene.author)

    assert PostPage.objects.get(pk=draft.pk).slug == "spremenjeno"


def test_what_is_published_stays_as_it_is_while_it_is_changed(scene, published):
    before = PostPage.objects.filter(pk=published.pk).values("title", "slug", "summary", "body")
    row = before.get()

    change(published, scene.author, text="Novo besedilo")

    assert before.get() == row
    assert (newest(published).title, row_of(published).proposal) == ("Spremenjeno", "draft")


def test_what_the_form_does_not_know_stays(scene, draft):
    write(draft, scene.author, kicker="Zgodba", mark="sun")

    change(draft, scene.author)

    assert (newest(draft).kicker, newest(draft).mark) == ("Zgodba", "sun")


def test_saving_over_what_somebody_else_saved_is_refused_until_it_was_seen(scene, draft):
    opened = seen(draft)
    write(draft, scene.co_author, title="Kolegov naslov")
    facts = {**NOTHING, "title": "Moj naslov"}

    with pytest.raises(ChangedMeanwhile):
        services.save_post(user=scene.author, facts=facts, page_id=draft.pk, seen=opened)
    kept = newest(draft).title
    services.save_post(user=scene.author, facts=facts, page_id=draft.pk, seen=seen(draft))

    assert (kept, newest(draft).title) == ("Kolegov naslov", "Moj naslov")


def test_saving_over_a_version_that_was_overwritten_in_place_is_refused_too(scene, draft):
    opened = seen(draft)
    revision = latest(draft)
    revision.content["title"] = "Iz urejevalnika"
    revision.save(update_fields=["content"])

    with pytest.raises(ChangedMeanwhile):
        services.save_post(user=scene.author, facts=NOTHING, page_id=draft.pk, seen=opened)


@pytest.mark.parametrize("happened", ["handed in", "sent back", "approved", "deleted"])
def test_saving_what_has_moved_on_meanwhile_is_refused(scene, draft, happened):
    opened = seen(draft)
    if happened == "deleted":
        moderation.delete(page_id=draft.pk, user=scene.co_author, now=NOON)
    else:
        moderation.hand_in(page_id=draft.pk, user=scene.co_author, now=NOON)
    if happened == "sent back":
        moderation.send_back(
            page_id=draft.pk, user=scene.decider, now=NOON, comment="Še.", **as_read(draft)
        )
    if happened == "approved":
        moderation.approve(page_id=draft.pk, user=scene.decider, now=NOON, **as_read(draft))

    with pytest.raises(MovedOn):
        services.save_post(user=scene.author, facts=NOTHING, page_id=draft.pk, seen=opened)

    titles = PostPage.objects.filter(pk=draft.pk).values_list("draft_title", flat=True)
    assert list(titles) == ([] if happened == "deleted" else ["Osnutek"])


@pytest.mark.parametrize("who", ["stranger", "coordinator", "decider"])
def test_others_do_not_change_a_draft(scene, draft, who):
    with pytest.raises(NotAllowed):
        change(draft, getattr(scene, who))

    assert newest(draft).title == "Osnutek"


def test_who_left_the_organisation_does_not_change_its_draft_any_more(scene, draft):
    remove_member(organisation=scene.youth, user=scene.author)

    with pytest.raises(NotAllowed):
        change(draft, scene.author)


# --- handing in ---------------------------------------------------------------------------------


def test_handing_in_names_everything_that_is_missing_at_once(scene):
    page = services.save_event(
        user=scene.author,
        facts={**EVENT, "starts_at": None, "activity": ""},
        organisation=scene.youth,
    )

    with pytest.raises(Incomplete) as refused:
        services.hand_in(page_id=page.pk, user=scene.author, now=NOON)

    assert set(refused.value.errors) == {"summary", "body", "starts_at", "activity", "place"}
    assert row_of(page).proposal == Proposal.DRAFT


def test_handing_in_asks_who_made_the_picture(scene, draft):
    picture = services.keep_picture(
        user=scene.author, organisation=scene.youth, file=picture_file()
    )
    write(draft, scene.author, picture=picture, picture_alt="Drevo")

    with pytest.raises(Incomplete) as refused:
        services.hand_in(page_id=draft.pk, user=scene.author, now=NOON)
    services.describe_picture(user=scene.author, picture=picture, author="Ana")
    services.hand_in(page_id=draft.pk, user=scene.author, now=NOON)

    assert set(refused.value.errors) == {"picture_author"}
    assert row_of(draft).proposal == Proposal.SUBMITTED


@pytest.mark.parametrize("who", ["stranger", "coordinator"])
def test_others_do_not_hand_a_draft_in(scene, draft, who):
    with pytest.raises(NotAllowed):
        services.hand_in(page_id=draft.pk, user=getattr(scene, who), now=NOON)


# --- pictures -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "file",
    [
        picture_file(),
        picture_file("a.png", "PNG", mode="RGBA"),
        picture_file("a.png", "PNG", mode="P"),
        picture_file("a.png", "PNG", mode="I;16"),
        picture_file("a.webp", "WEBP"),
        picture_file("cmyk.jpg", mode="CMYK"),
        double_picture(),
    ],
    ids=["jpeg", "transparent", "palette", "16 bits", "webp", "cmyk", "two in one"],
)
def test_keep_picture_puts_it_among_the_organisations_own(scene, file):
    picture = services.keep_picture(
        user=scene.author, organisation=scene.youth, file=file, title="Drevo", author="Ana"
    )

    stored = Picture.objects.get(pk=picture.pk)
    assert (stored.collection, stored.uploaded_by_user, stored.title, stored.author) == (
        scene.youth.collection,
        scene.author,
        "Drevo",
        "Ana",
    )
    assert stored.get_rendition("max-20x20").width == 20


def test_keep_picture_turns_it_upright_and_forgets_what_the_camera_noted(scene):
    picture = services.keep_picture(
        user=scene.author, organisation=scene.youth, file=turned_picture()
    )

    with picture.file.open() as file, Image.open(file) as stored:
        assert (stored.size, dict(stored.getexif())) == ((40, 60), {})
    assert (picture.width, picture.height) == (40, 60)


@pytest.mark.parametrize(
    "file", [half_picture(), not_a_picture(), bomb()], ids=["half", "none", "bomb"]
)
def test_keep_picture_refuses_what_cannot_be_opened(scene, file):
    with pytest.raises(BrokenPicture):
        services.keep_picture(user=scene.author, organisation=scene.youth, file=file)

    assert get_image_model().objects.count() == 0


def test_keep_picture_refuses_a_foreign_organisation(scene):
    with pytest.raises(NotAllowed):
        services.keep_picture(user=scene.stranger, organisation=scene.youth, file=picture_file())


def test_describe_picture_leaves_alone_what_somebody_reads(scene, draft):
    picture = services.keep_picture(
        user=scene.author, organisation=scene.youth, file=picture_file(), author="Ana"
    )
    write(draft, scene.author, picture=picture, picture_alt="Drevo")
    services.describe_picture(user=scene.author, picture=picture, author="Ana Kos")
    moderation.hand_in(page_id=draft.pk, user=scene.author, now=NOON)

    services.describe_picture(user=scene.author, picture=picture, author="Nekdo drug")

    assert Picture.objects.get(pk=picture.pk).author == "Ana Kos"


def test_describe_picture_leaves_alone_what_is_public(scene, published):
    picture = services.keep_picture(
        user=scene.author, organisation=scene.youth, file=picture_file(), author="Ana"
    )
    write(published, scene.author, picture=picture, picture_alt="Drevo")
    moderation.hand_in(page_id=published.pk, user=scene.author, now=NOON)
    moderation.approve(page_id=published.pk, user=scene.decider, now=LATER, **as_read(published))

    services.describe_picture(user=scene.author, picture=picture, author="Nekdo drug")

    assert Picture.objects.get(pk=picture.pk).author == "Ana"


# --- organisations ------------------------------------------------------------------------------

FACTS = {
    "audience": "za vse od 15 let",
    "email": "klub@example.org",
    "phone": "041 123 456",
    "website": "https://klub.si",
    "address": "Trg 1",
    "accessibility": "brez stopnic",
    "opening_hours": "ob petkih",
}


def test_a_lead_keeps_the_facts_of_the_organisation(scene):
    organisation = services.keep_facts(user=scene.lead, organisation_id=scene.youth.pk, facts=FACTS)

    organisation.refresh_from_db()
    assert {name: getattr(organisation, name) for name in FACTS} == FACTS


@pytest.mark.parametrize("who", ["author", "stranger", "coordinator"])
def test_nobody_else_keeps_the_facts_of_the_organisation(scene, who):
    with pytest.raises(NotAllowed):
        services.keep_facts(user=getattr(scene, who), organisation_id=scene.youth.pk, facts=FACTS)


def test_facts_that_cannot_be_are_refused(scene):
    with pytest.raises(ValidationError) as refused:
        services.keep_facts(
            user=scene.lead,
            organisation_id=scene.youth.pk,
            facts={**FACTS, "website": "javascript:alert(1)"},
        )

    assert set(refused.value.message_dict) == {"website"}


# --- what a form has seen -----------------------------------------------------------------------


def test_seen_token_changes_with_words_and_with_the_state(scene, draft):
    tokens = [seen(draft)]
    write(draft, scene.author, title="Drugače")
    tokens.append(seen(draft))
    moderation.hand_in(page_id=draft.pk, user=scene.author, now=NOON)
    tokens.append(seen(draft))
    moderation.withdraw(page_id=draft.pk, user=scene.author, now=NOON)

    assert len(set(tokens)) == 3
    assert seen(draft) == tokens[1]


def test_an_event_keeps_what_it_was_told(scene):
    page = services.save_event(user=scene.author, facts=EVENT, organisation=scene.youth)

    facts = {name: value for name, value in EVENT.items() if name not in ("text", "topics")}
    assert {name: getattr(newest(page), name) for name in facts} == facts


def test_a_published_events_row_stays_while_its_date_is_changed(scene):
    event = EventPageFactory(organisation=scene.youth, owner=scene.author, published=True)

    services.save_event(user=scene.author, facts=EVENT, page_id=event.pk, seen=seen(event))

    assert EventPage.objects.get(pk=event.pk).starts_at == event.starts_at
    assert newest(event).starts_at == STARTS
    assert public_title(event) == event.title
    assert Contribution.objects.get(page=event.pk).public == Public.LIVE


def test_new_organisations_members_begin_at_once(scene):
    organisation = OrganisationFactory()
    member = member_of(organisation)

    page = services.save_post(user=member, facts=NOTHING, organisation=organisation)

    assert page.organisation == organisation
