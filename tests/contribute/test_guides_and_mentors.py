"""What is the guides' and the mentors' own at ``/oddaj/``; the rest they share with posts."""

from datetime import date, timedelta

import pytest
from django.utils import timezone
from django.utils.translation import gettext

from contribute import services
from contribute.forms import GuideForm, MentorForm
from contribute.overview import WRITTEN_HERE
from contribute.views.writing import KINDS
from guides.models import GuidePage
from mentors.models import Language, MentorPage
from moderation import services as moderation
from moderation.comparing import changes_between
from network.models import Municipality
from tests.contribute.test_forms import as_sent, opened, sent
from tests.core.factories import LifeStageFactory, TopicFactory
from tests.guides.factories import GuidePageFactory
from tests.mentors.factories import MentorPageFactory
from tests.moderation.scene import LATER, as_read, latest, row_of, write
from tests.network.factories import OrganisationFactory

NEW_GUIDE, NEW_MENTOR = "/oddaj/vodnik/", "/oddaj/mentor/"


@pytest.fixture
def stage(db):
    return LifeStageFactory(name="Študij", slug="studij")


@pytest.fixture
def guide_typed(stage):
    return {
        "title": "Prvi najem",
        "summary": "Preden podpišeš.",
        "life_stages": [stage.pk],
        "audience": "Za vse",
        "steps_now": "Preberi pogodbo.\nSlikaj stanje.",
        "steps_next": "Prijavi naslov.",
        "call_on": [OrganisationFactory().pk],
        "documents": "Pogodba | https://example.org",
        "checked_on": f"{timezone.localdate()}",
        "topics": [TopicFactory().pk],
        "do": "hand_in",
    }


@pytest.fixture
def mentor_typed(db):
    return {
        "title": "Brina",
        "summary": "Zna šteti.",
        "text": "Rada pomaga.",
        "field": "enterprise",
        "helps_with": "Izračun\nPrva stranka",
        "languages": [row.pk for row in Language.objects.filter(code__in=["sl", "de"])],
        "municipality": Municipality.objects.get(slug="mezica").pk,
        "online": "on",
        "audience": "Od 18 let",
        "do": "hand_in",
    }


def test_every_kind_that_is_written_here_has_a_form_and_an_address():
    assert set(KINDS) == set(WRITTEN_HERE)


def test_a_guide_is_written_handed_in_and_published(as_author, scene, guide_typed):
    as_author.post(NEW_GUIDE, guide_typed)
    guide = GuidePage.objects.get(title="Prvi najem")
    assert row_of(guide).proposal == "submitted"

    moderation.approve(page_id=guide.pk, user=scene.decider, now=LATER, **as_read(guide))

    public = as_author.get(GuidePage.objects.get(pk=guide.pk).url).text
    for words in ("Preberi pogodbo.", "Prijavi naslov.", "Študij", "https://example.org"):
        assert words in public


def test_a_mentor_is_written_handed_in_and_published(as_author, scene, mentor_typed):
    as_author.post(NEW_MENTOR, mentor_typed)
    mentor = MentorPage.objects.get(title="Brina")
    assert row_of(mentor).proposal == "submitted"

    moderation.approve(page_id=mentor.pk, user=scene.decider, now=LATER, **as_read(mentor))

    public = as_author.get(MentorPage.objects.get(pk=mentor.pk).url).text
    for words in ("Prva stranka", "Mežica", "Od 18 let", scene.youth.name):
        assert words in public


@pytest.mark.parametrize(
    ("path", "form"), [(NEW_GUIDE, GuideForm), (NEW_MENTOR, MentorForm)], ids=["guide", "mentor"]
)
def test_a_title_is_enough_for_a_draft_and_the_rest_is_marked(as_author, scene, path, form):
    answer = as_author.post(path, {"title": "Samo naslov", "do": "hand_in"}, follow=True)
    shown = form(user=scene.author, organisations=[scene.youth])

    marked = {
        name
        for name in shown.fields
        if gettext("(needed to hand in)") in shown[name].as_field_group()
    }

    assert marked == set(answer.context["form"].errors)
    assert gettext("It is saved as a draft. A little is still missing.") in answer.text


@pytest.mark.parametrize(
    ("values", "wrong"),
    [
        ({"documents": "Obrazec | javascript:alert(1)"}, {"documents"}),
        ({"steps_now": "a" * 5_001}, {"steps_now"}),
        ({"audience": "a" * 121}, {"audience"}),
        ({"life_stages": ["9" * 40]}, {"life_stages"}),
        ({"life_stages": ["0"]}, {"life_stages"}),
        ({"call_on": ["ena"]}, {"call_on"}),
        ({"checked_on": "enkrat"}, {"checked_on"}),
        ({"checked_on": "0001-01-01"}, {"checked_on"}),
    ],
)
def test_what_a_guide_cannot_say_is_said_beside_its_field(scene, values, wrong):
    form = GuideForm(sent(title="Naslov", **values), user=scene.author, organisations=[scene.youth])

    assert set(form.errors) == wrong


@pytest.mark.parametrize(
    ("values", "wrong"),
    [
        ({"field": "astrology"}, {"field"}),
        ({"languages": ["0"]}, {"languages"}),
        ({"helps_with": "a" * 3_001}, {"helps_with"}),
    ],
)
def test_what_a_mentor_cannot_say_is_said_beside_its_field(scene, values, wrong):
    form = MentorForm(sent(title="Ime", **values), user=scene.author, organisations=[scene.youth])

    assert set(form.errors) == wrong


def test_a_guide_checked_tomorrow_stays_a_draft(as_author, scene, guide_typed):
    tomorrow = timezone.localdate() + timedelta(days=1)

    answer = as_author.post(NEW_GUIDE, {**guide_typed, "checked_on": f"{tomorrow}"}, follow=True)

    assert set(answer.context["form"].errors) == {"checked_on"}
    assert row_of(GuidePage.objects.get()).proposal == "draft"


def test_an_organisation_that_left_is_not_offered_to_be_called(scene):
    left = OrganisationFactory(is_active=False)

    form = GuideForm(user=scene.author, organisations=[scene.youth])

    assert left not in form.fields["call_on"].queryset


def test_forms_opened_and_sent_back_change_nothing(scene, stage):
    facts = {"organisation": scene.youth, "owner": scene.author}
    guide = GuidePageFactory(
        life_stages=[stage],
        call_on=[OrganisationFactory()],
        steps_next="Počakaj.",
        documents="Pogodba",
        checked_on=date(2026, 11, 1),
        **facts,
    )
    mentor = MentorPageFactory(**facts)

    for page, form_class in ((guide, GuideForm), (mentor, MentorForm)):
        form = form_class(
            as_sent(opened(page, scene.author, form_class)),
            user=scene.author,
            page=latest(page).as_object(),
        )
        before = latest(page).as_object().serializable_data()
        assert form.errors == {}
        draft = latest(page).as_object()
        services.fill(draft, form.facts())
        assert draft.serializable_data() == before


def test_what_duty_changed_in_a_guide_is_named_field_by_field(scene, stage):
    guide = GuidePageFactory(
        organisation=scene.youth, owner=scene.author, life_stages=[stage], checked_on=None
    )
    before = latest(guide).as_object()

    write(
        guide,
        scene.author,
        steps_now="Pokliči takoj.",
        life_stages=[],
        call_on=[OrganisationFactory(name="Center")],
        checked_on=date(2026, 11, 2),
    )
    changes = {
        change.label: "".join(part.text for part in change.parts if part.kind == "new")
        for change in changes_between(before, latest(guide).as_object())
    }

    label = lambda name: str(GuidePage._meta.get_field(name).verbose_name)  # noqa: E731
    assert changes == {
        label("life_stages"): "",
        label("steps_now"): "Pokliči takoj.",
        label("call_on"): "Center",
        label("checked_on"): "2. 11. 2026",
    }


def test_what_duty_changed_in_a_mentor_is_said_in_words(scene):
    mentor = MentorPageFactory(organisation=scene.youth, owner=scene.author, online=True)
    before = latest(mentor).as_object()

    write(mentor, scene.author, online=False, field="health")
    words = [
        change.parts[-1].text for change in changes_between(before, latest(mentor).as_object())
    ]

    assert words == [gettext("health"), gettext("no")]


def test_no_field_of_an_authors_form_is_left_out_of_the_differences():
    read = {"text", "topics", "organisation", "picture_author", "picture_consent"}
    for model, form in ((GuidePage, GuideForm), (MentorPage, MentorForm)):
        typed = {
            name
            for name, field in form.base_fields.items()
            if name not in {"kept_picture", "remove_picture", "seen", "typed_from", "key"}
        }
        assert typed - read <= set(model.compared_fields)
