"""An institution's guide and a club's mentor reach those who look for help."""

from django.test import Client

from guides.models import GuidePage
from mentors.models import Language, MentorPage
from tests.core.factories import LifeStageFactory, TopicFactory
from tests.journeys.people import browser_of, decision, link_in, mails_to, time_passes, words_of
from tests.network.factories import OrganisationFactory, member_of

ADDRESS = "/vodniki/prvi-najem/"


def test_an_institutions_guide_goes_through_duty_and_is_found_by_whoever_moves_out(
    scene, clock, django_capture_on_commit_callbacks
):
    centre = OrganisationFactory(
        name="Center za pomoč", slug="center", phone="+386 2 111", is_institution=True
    )
    adviser, decider = browser_of(member_of(centre)), browser_of(scene.decider)
    reader = Client()
    stage = LifeStageFactory(name="Svoje stanovanje", slug="svoje-stanovanje")
    topic = TopicFactory(name="Bivanje", slug="bivanje")
    # The partner is told that its duty has begun.
    time_passes(clock, minutes=1)

    # The institution writes down what it is asked every day.
    adviser.post(
        "/oddaj/vodnik/",
        {
            "title": "Prvi najem",
            "summary": "Preden podpišeš pogodbo.",
            "life_stages": [stage.pk],
            "topics": [topic.pk],
            "steps_now": "Preberi pogodbo.\nSlikaj stanje.",
            "call_on": [centre.pk],
            "documents": "Vzorec pogodbe | https://example.org/pogodba",
            "do": "hand_in",
        },
    )
    guide = GuidePage.objects.get()
    assert reader.get(ADDRESS).status_code == 404

    # The partner on duty follows the mail, reads and publishes.
    time_passes(clock, minutes=1)
    screen = decider.get(link_in(mails_to(scene.decider)[-1]))
    with django_capture_on_commit_callbacks(execute=True):
        decider.post(f"/cms/pregled/{guide.pk}/objavi/", decision(screen, "approve_form"))

    # A reader finds it from the front page, by topic, and with the words of a step.
    door = "/vodniki/?obdobje=svoje-stanovanje"
    assert f'href="{door}"' in words_of(reader.get("/"))
    for way in (door, "/vodniki/?tema=bivanje", "/iskanje/?q=pogodbo", "/organizacije/center/"):
        assert ADDRESS in words_of(reader.get(way)), way
    read = words_of(reader.get(ADDRESS))
    for words in ("Slikaj stanje.", "tel:+3862111", "https://example.org/pogodba"):
        assert words in read


def test_a_reader_finds_a_mentor_by_field_and_language_and_reaches_the_organisation(scene, clock):
    scene.youth.email = "klub@example.org"
    scene.youth.save()
    author, decider, reader = browser_of(scene.author), browser_of(scene.decider), Client()
    for name, field, codes in (
        ("Brina", "enterprise", ["sl", "de"]),
        ("Ožbej", "enterprise", ["sl"]),
        ("Lenča", "career", ["de"]),
    ):
        author.post(
            "/oddaj/mentor/",
            {
                "title": name,
                "summary": "Rada pomaga.",
                "text": "Že leta.",
                "field": field,
                "helps_with": "Prvi koraki",
                "languages": [row.pk for row in Language.objects.filter(code__in=codes)],
                "online": "on",
                "do": "hand_in",
            },
        )
    for mentor in MentorPage.objects.all():
        screen = decider.get(f"/cms/pregled/{mentor.pk}/")
        decider.post(f"/cms/pregled/{mentor.pk}/objavi/", decision(screen, "approve_form"))

    found = reader.get("/mentorji/?podrocje=enterprise&jezik=de")
    assert [mentor.title for mentor in found.context["mentors"]] == ["Brina"]

    profile = words_of(reader.get(found.context["mentors"][0].url))
    assert 'href="/organizacije/klub/"' in profile
    assert 'href="mailto:klub@example.org"' in profile
    assert "Brina" in words_of(reader.get("/organizacije/klub/"))
