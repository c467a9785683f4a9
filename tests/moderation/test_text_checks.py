"""What the checks find in texts, who is told, and what keeps a text from being handed in."""

from datetime import timedelta

import pytest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from blog.models import PostPage
from core.models import Consent, Picture
from moderation import services
from moderation.errors import Incomplete
from moderation.models import Finding, LinkState
from moderation.text_checks import registry
from moderation.text_checks.content import all_text, links_in
from moderation.text_checks.registry import Found, Level, register_check
from moderation.text_checks.running import (
    findings_for_author,
    findings_for_moderator,
    findings_of,
)
from network.duty_answer import duty_at
from network.people import person_for
from network.rights import Proposal
from tests.contribute.pictures import picture_file
from tests.guides.factories import GuidePageFactory
from tests.moderation.scene import (
    NOON,
    as_read,
    draft_by,
    latest,
    published_by,
    row_of,
    submitted_by,
    write,
)

HARD = (
    "Koordinacija medgeneracijskega sodelovanja predstavlja nadgradnjo obstoječih dejavnosti " * 8
)


def picture(organisation, **facts):
    return Picture.objects.create(
        title="Slika", file=picture_file(), collection=organisation.collection, **facts
    )


def found(page, now=NOON):
    """The checks that find something in the newest version, each with the field it is about."""
    return [
        (finding.check_name, finding.where)
        for finding in findings_of(latest(page).as_object(), now)
    ]


@pytest.fixture
def checks(monkeypatch):
    """A registry to which a test may add."""
    monkeypatch.setattr(registry, "_checks", dict(registry._checks))
    return registry._checks


def test_a_complete_text_is_found_fault_with_by_nobody(scene, draft):
    assert found(draft) == []


def test_the_pictures_of_a_text_are_looked_at(scene, draft):
    bare, known = picture(scene.youth), picture(scene.youth, author="Ana", consent=Consent.AGREED)
    body = [
        ("paragraph", "<p>Besedilo.</p>"),
        ("picture", {"picture": bare, "alt_text": "", "caption": ""}),
        ("picture", {"picture": known, "alt_text": "Drevo", "caption": ""}),
    ]
    write(draft, scene.author, picture=known, picture_alt=" ", body=body)

    assert found(draft) == [
        ("picture.alt", "picture_alt"),
        ("picture.alt", "body"),
        ("picture.author", "body"),
        ("picture.consent", "body"),
    ]


@pytest.mark.parametrize(
    ("consent", "asked"),
    [(Consent.NOBODY, []), (Consent.AGREED, []), (Consent.UNKNOWN, ["picture_consent"])],
)
def test_the_people_in_a_picture_are_asked_about(scene, draft, consent, asked):
    shown = picture(scene.youth, author="Ana", consent=consent)
    write(draft, scene.author, picture=shown, picture_alt="Drevo")

    assert [where for _name, where in found(draft)] == asked


def test_a_phone_number_an_address_and_an_insecure_link_are_found_wherever_they_stand(scene, draft):
    scene.youth.email, scene.youth.phone = "klub@primer.si", "031 111 222"
    scene.youth.save()
    body = [
        ("paragraph", '<p>041 123 456 <a href="http://a.si/">tu</a>, klub@primer.si</p>'),
        ("paragraph", '<p><a href="mailto:ana@primer.si">piši</a> ali 031/111-222</p>'),
        ("link_card", {"url": "http://b.si/", "title": "B", "text": ""}),
    ]
    write(draft, scene.author, body=body)

    findings = findings_of(latest(draft).as_object(), NOON)

    assert [(finding.check_name, finding.params) for finding in findings] == [
        ("contact.phone", {"phone": "041 123 456"}),
        ("contact.email", {"email": "ana@primer.si"}),
        ("links.insecure", {"url": "http://a.si/"}),
        ("links.insecure", {"url": "http://b.si/"}),
    ]


def test_the_links_of_a_guide_stand_in_its_documents_too(scene):
    guide = GuidePageFactory(
        documents="Obrazec | https://a.si/obrazec\nDrugi | https://b.si/",
        body=[("video", {"url": "https://vimeo.com/1", "title": "Film"})],
    )

    assert links_in(guide) == ["https://vimeo.com/1", "https://a.si/obrazec", "https://b.si/"]
    assert "Obrazec" in all_text(guide)


@pytest.mark.parametrize(
    ("words", "names"),
    [(HARD, ["readability"]), (HARD[:300], []), ("Mi gremo. " * 60, [])],
    ids=["hard", "hard but short", "easy"],
)
def test_long_sentences_are_found_in_texts_that_are_long_enough(scene, draft, words, names):
    write(draft, scene.author, body=[("paragraph", f"<p>{words}</p>")])

    assert [name for name, _where in found(draft)] == names


def told_to(user, page):
    return findings_for_moderator(
        latest(page).as_object(), NOON, person=person_for(user), duty=duty_at(NOON)
    )


# --- alike ------------------------------------------------------------------------------------


def test_a_title_that_the_organisation_has_handed_in_is_found(scene):
    first = submitted_by(scene.author, scene.youth, title="Večer družabnih iger")
    second = draft_by(scene.author, scene.youth, title="Vecer druzabnih iger!")

    [finding] = told_to(scene.decider, second)

    assert (finding.check_name, finding.other_id, finding.is_for_author) == (
        "alike",
        first.pk,
        True,
    )
    assert "Večer družabnih iger" in finding.for_moderator
    assert "Večer" not in finding.for_author


@pytest.mark.parametrize("why", ["draft", "other organisation", "long ago", "itself"])
def test_what_is_no_repetition_is_not_found(scene, why):
    owner = scene.partner if why == "other organisation" else scene.youth
    if why == "draft":
        draft_by(scene.co_author, owner, title="Večer iger")
    elif why == "long ago":
        page = published_by(scene.co_author, owner, title="Večer iger")
        PostPage.objects.filter(pk=page.pk).update(first_published_at=NOON - timedelta(days=30))
    elif why == "other organisation":
        published_by(scene.decider, owner, title="Večer iger")
    again = submitted_by(scene.author, scene.youth, title="Večer iger")

    assert found(again) == []


def test_moderators_read_nothing_of_another_text_that_is_a_draft_again(scene):
    first = submitted_by(scene.author, scene.youth, title="Večer iger")
    second = submitted_by(scene.author, scene.youth, title="Večer iger!")
    row = row_of(second)
    assert Finding.objects.for_moderators().filter(contribution=row).count() == 1

    services.withdraw(page_id=first.pk, user=scene.author, now=NOON)

    assert list(Finding.objects.for_moderators().filter(contribution=row)) == []
    assert Finding.objects.numbers_by_contribution([row.pk]) == {}


# --- the registry -----------------------------------------------------------------------------


def test_a_section_adds_a_check_with_one_call(scene, draft, checks):
    register_check(
        name="test",
        level=Level.INFO,
        look=lambda draft, now: [Found(where="title", params={"title": draft.title})],
        for_author="Avtor: %(title)s",
        for_moderator="Moderator: %(title)s, 100 %% tako",
    )

    [finding] = findings_of(latest(draft).as_object(), NOON)

    assert (finding.for_author, finding.for_moderator, finding.level) == (
        "Avtor: Osnutek",
        "Moderator: Osnutek, 100 % tako",
        "info",
    )


def test_a_check_that_fails_is_left_out_and_stops_nobody(scene, draft, checks, caplog):
    def query_that_fails(draft, now):
        return list(PostPage.objects.extra(where=["no_such_column = 1"]))

    for name, look in (("breaks", lambda draft, now: 1 / 0), ("asks", query_that_fails)):
        register_check(name=name, level=Level.BLOCKS, look=look, for_author="A", for_moderator="M")

    services.hand_in(page_id=draft.pk, user=scene.author, now=NOON)

    assert row_of(draft).proposal == Proposal.SUBMITTED
    assert {"breaks", "asks"} <= {record.args[0] for record in caplog.records}


def test_a_check_that_blocks_stops_handing_in(scene, draft, checks):
    register_check(
        name="test",
        level=Level.BLOCKS,
        look=lambda draft, now: [Found(where="title")],
        for_author="Ne tako.",
        for_moderator="Ne.",
    )

    with pytest.raises(Incomplete) as refused:
        services.hand_in(page_id=draft.pk, user=scene.author, now=NOON)

    assert refused.value.errors == {"title": ["Ne tako."]}
    assert row_of(draft).proposal == Proposal.DRAFT


def test_findings_are_read_in_the_language_of_the_reader(scene, draft):
    write(draft, scene.author, body=[("paragraph", "<p>041 123 456</p>")])
    services.hand_in(page_id=draft.pk, user=scene.author, now=NOON)

    with translation.override("en"):
        words = [finding.for_moderator for finding in Finding.objects.all()]

    assert words == ["It looks like a private phone number: 041 123 456."]


def test_a_finding_of_a_check_that_is_gone_says_nothing(scene):
    assert (Finding(check_name="gone").for_author, Finding(check_name="gone").for_moderator) == (
        "",
        "",
    )


def test_authors_are_told_each_thing_once(scene, draft):
    bare = [picture(scene.youth, author="Ana") for _number in range(3)]
    body = [("picture", {"picture": one, "alt_text": "Drevo", "caption": ""}) for one in bare]
    write(draft, scene.author, body=body)

    assert len(findings_for_author(latest(draft).as_object(), NOON)) == 1


# --- kept -------------------------------------------------------------------------------------


def test_what_is_found_is_kept_while_the_text_waits(scene, draft):
    write(draft, scene.author, body=[("paragraph", "<p>041 123 456 in 031 987 654</p>")])
    services.hand_in(page_id=draft.pk, user=scene.author, now=NOON)
    row = row_of(draft)

    assert Finding.objects.numbers_by_contribution([row.pk]) == {row.pk: {"warning": 2}}
    assert {finding.digest for finding in Finding.objects.all()} == {as_read(draft)["digest"]}

    write(draft, scene.decider, body=[("paragraph", "<p>041 123 456</p>")])
    services.look_again(page_id=draft.pk, now=NOON)

    assert Finding.objects.numbers_by_contribution([row.pk]) == {row.pk: {"warning": 1}}

    services.send_back(
        page_id=draft.pk, user=scene.decider, now=NOON, comment="Brez.", **as_read(draft)
    )

    assert list(Finding.objects.all()) == []


def test_look_again_leaves_alone_what_does_not_wait(scene, draft):
    write(draft, scene.author, body=[("paragraph", "<p>041 123 456</p>")])

    services.look_again(page_id=draft.pk, now=NOON)
    services.look_again(page_id=0, now=NOON)

    assert list(Finding.objects.all()) == []


def test_counting_costs_one_query_for_few_and_many(scene, django_assert_num_queries):
    texts = [
        submitted_by(
            scene.author,
            scene.youth,
            title=f"Besedilo {number}",
            body=[("paragraph", "<p>041 123 456</p>")],
        )
        for number in range(3)
    ]
    rows = [row_of(text).pk for text in texts]

    for some in (rows[:1], rows):
        with django_assert_num_queries(1):
            numbers = Finding.objects.numbers_by_contribution(some)
        assert set(numbers) == set(some)


def test_the_checks_ask_the_database_little(scene, draft, django_assert_max_num_queries):
    shown = picture(scene.youth, author="Ana")
    write(draft, scene.author, picture=shown, picture_alt="Drevo")
    version = PostPage.objects.get(pk=draft.pk).get_latest_revision_as_object()

    with django_assert_max_num_queries(10):
        findings_of(version, NOON)


def test_the_links_of_what_waits_are_noted_and_those_of_earlier_versions_no_more(scene, draft):
    link = '<p><a href="https://{}.si/">tu</a></p>'
    write(draft, scene.author, body=[("paragraph", link.format("a"))])
    services.hand_in(page_id=draft.pk, user=scene.author, now=NOON)
    write(draft, scene.decider, body=[("paragraph", link.format("b"))])

    services.look_again(page_id=draft.pk, now=NOON)

    assert list(LinkState.objects.due(NOON).values_list("url", flat=True)) == ["https://b.si/"]


# --- drawn ------------------------------------------------------------------------------------


def test_the_list_says_each_level_in_words_and_escapes_what_was_typed(scene, draft):
    body = [("link_card", {"url": "http://a.si/?<b>", "title": "B", "text": ""})]
    write(draft, scene.author, summary="", body=body)
    findings = told_to(scene.decider, draft)

    with translation.override("en"):
        drawn = render_to_string("moderation/checks.html", {"findings": findings})

    assert [
        line in drawn for line in ("Must be there:", "To look at:", "http://a.si/?&lt;b&gt;")
    ] == [
        True,
        True,
        True,
    ]


@pytest.mark.parametrize(
    ("numbers", "words"),
    [
        ({"warning": 1}, ["1 thing to look at"]),
        ({"blocks": 2, "info": 1}, ["2 things are missing", "1 note"]),
        (None, ["Checks: nothing found"]),
    ],
)
def test_the_count_says_each_level_in_words(numbers, words):
    with translation.override("en"):
        drawn = render_to_string("moderation/checks_count.html", {"numbers": numbers})

    assert [word for word in words if word in drawn] == words


def test_the_cms_asks_whether_the_people_in_a_picture_agree(scene, client):
    client.force_login(scene.coordinator)
    sent = {"title": "Slika", "author": "Ana", "collection": scene.youth.collection.pk}

    for consent in ("agreed", ""):
        answer = client.post(
            reverse("wagtailimages:add"), {**sent, "file": picture_file(), "consent": consent}
        )
        assert answer.status_code == 302

    assert list(Picture.objects.order_by("pk").values_list("consent", flat=True)) == [
        "agreed",
        "unknown",
    ]
