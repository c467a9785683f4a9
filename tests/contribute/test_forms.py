from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext

from contribute import services
from contribute.event_times import Problem
from contribute.forms import EventForm, OrganisationFactsForm, PostForm, StatusForm
from contribute.forms.event import WORDS_FOR
from network.models import Municipality
from tests.calendar_app.factories import EventPageFactory
from tests.contribute.pictures import bomb, not_a_picture, picture_file
from tests.moderation.scene import draft_by, latest, row_of
from tests.network.factories import OrganisationFactory, PlaceFactory, member_of


def sent(**values):
    data = QueryDict(mutable=True)
    for name, value in values.items():
        data.setlist(name, value if isinstance(value, list) else [value])
    return data


def post_form(scene, files=None, **values):
    return PostForm(
        sent(**{"title": "Naslov", **values}),
        files,
        user=scene.author,
        organisations=[scene.youth],
    )


def event_form(scene, **values):
    return EventForm(
        sent(**{"title": "Naslov", **values}), user=scene.author, organisations=[scene.youth]
    )


@pytest.mark.parametrize(
    ("path", "form"), [("/oddaj/objava/", PostForm), ("/oddaj/dogodek/", EventForm)]
)
def test_what_handing_in_asks_for_is_marked(as_author, scene, path, form):
    answer = as_author.post(path, {"title": "Samo naslov", "do": "hand_in"}, follow=True)
    shown = form(user=scene.author, organisations=[scene.youth])

    marked = {
        name
        for name, field in shown.fields.items()
        if gettext("(needed to hand in)") in shown[name].as_field_group()
    }

    assert marked == set(answer.context["form"].errors)


def opened(page, user, form=PostForm):
    """The form of a text as it is shown for editing."""
    draft = latest(page).as_object()
    token = services.seen_token(row_of(page), latest(page))
    return form(user=user, page=draft, seen=token)


def as_sent(form):
    """What the browser sends when nothing was touched."""
    data = QueryDict(mutable=True)
    for field in form:
        value = field.value()
        if isinstance(value, list):
            data.setlist(field.name, [str(each) for each in value])
        elif value is True:
            data[field.name] = "on"
        elif value not in (None, False, ""):
            data[field.name] = field.field.prepare_value(
                value if isinstance(value, str) else field.field.widget.format_value(value)
            )
    return data


# --- what is enough -----------------------------------------------------------------------------


def test_a_title_is_enough_for_a_draft(scene):
    for form in (post_form(scene), event_form(scene)):
        assert form.errors == {}


def test_a_title_is_needed(scene):
    assert set(post_form(scene, title="  ").errors) == {"title"}


@pytest.mark.parametrize(
    ("values", "wrong"),
    [
        ({"title": "a" * 10_000}, {"title"}),
        ({"summary": "a" * 251}, {"summary"}),
        ({"text": "a" * 20_001}, {"text"}),
        ({"text": "a" * 1_000_000}, {"text"}),
        ({"title": "nič\x00la"}, {"title"}),
        ({"text": "nič\x00la"}, {"text"}),
        ({"text": "## " + "a" * 121}, {"text"}),
        ({"text": "1. " + "a" * 501 + "\n2. b"}, {"text"}),
        ({"topics": ["ena"]}, {"topics"}),
        ({"topics": ["-1"]}, {"topics"}),
        ({"topics": ["9" * 40]}, {"topics"}),
        ({"municipality": "0"}, {"municipality"}),
        ({"municipality": "9" * 40}, {"municipality"}),
        ({"typed_from": "-3"}, {"typed_from"}),
        ({"typed_from": "x"}, {"typed_from"}),
        ({"picture_alt": "a" * 201}, {"picture_alt"}),
        ({"kept_picture": "podpis"}, {"picture"}),
    ],
)
def test_what_cannot_be_is_said_beside_its_field(scene, values, wrong):
    assert set(post_form(scene, **values).errors) == wrong


def test_halves_of_characters_are_left_out_even_of_what_is_shown_again(scene):
    form = post_form(scene, title="Nas\ud800lov", municipality="\udfff")

    assert form.errors == {}
    assert (form.cleaned_data["title"], form["title"].value()) == ("Naslov", "Naslov")


def test_titles_and_summaries_are_one_line_whatever_was_pasted(scene):
    form = post_form(scene, title="Sadili\r\nBcc: vsi\x0b smo", summary=" dve\n\nvrstici\u2028 ")

    assert form.errors == {}
    assert (form.facts()["title"], form.facts()["summary"]) == (
        "Sadili Bcc: vsi smo",
        "dve vrstici",
    )


def test_who_acts_for_several_organisations_chooses_one_of_them(scene):
    other, foreign = OrganisationFactory(), OrganisationFactory()
    ours = [scene.youth, other]

    def errors(**values):
        data = sent(title="Naslov", **values)
        return set(PostForm(data, user=scene.author, organisations=ours).errors)

    assert errors() == {"organisation"}
    assert errors(organisation=str(foreign.pk)) == {"organisation"}
    assert errors(organisation=str(other.pk)) == set()


# --- when an event is ---------------------------------------------------------------------------

DAY = {"first_day": "2026-12-05"}


@pytest.mark.parametrize(
    ("values", "name", "problem"),
    [
        ({"start_time": "18:00"}, "first_day", Problem.DAY_IS_MISSING),
        (DAY, "start_time", Problem.TIME_IS_MISSING),
        (
            {**DAY, "start_time": "21:00", "end_time": "02:00"},
            "end_time",
            Problem.ENDS_BEFORE_IT_BEGINS,
        ),
        (
            {**DAY, "start_time": "21:00", "last_day": "2026-12-06"},
            "end_time",
            Problem.END_IS_MISSING,
        ),
        (
            {**DAY, "all_day": "on", "last_day": "2026-12-04"},
            "last_day",
            Problem.LAST_DAY_BEFORE_FIRST,
        ),
        (
            {"first_day": "2027-03-28", "start_time": "02:30"},
            "start_time",
            Problem.NO_SUCH_TIME,
        ),
    ],
)
def test_times_that_cannot_be_are_said_beside_their_field(scene, values, name, problem):
    assert event_form(scene, **values).errors == {name: [WORDS_FOR[problem]]}


@pytest.mark.parametrize(
    "day", ["0000-01-01", "9999-12-31", "2026-02-31", "31.2.2026", "-5", "jutri", "2062-05-01", "٣"]
)
@pytest.mark.parametrize("name", ["first_day", "last_day"])
def test_days_that_cannot_be_are_said_beside_their_field(scene, name, day):
    form = event_form(scene, **{**DAY, "all_day": "on", name: day})

    assert set(form.errors) == {name}


@pytest.mark.parametrize("clock", ["25:00", "-1:00", "18:61", "zvečer"])
def test_times_of_day_that_cannot_be_are_said_beside_their_field(scene, clock):
    assert set(event_form(scene, **DAY, start_time=clock).errors) == {"start_time"}


@pytest.mark.parametrize("day", ["2026-12-05", "5.12.2026", "5. 12. 2026", "05. 12. 2026"])
@pytest.mark.parametrize("clock", ["18:00", "18.00", "18:00:00"])
def test_days_and_times_are_understood_as_people_write_them(scene, day, clock):
    form = event_form(scene, first_day=day, start_time=clock)

    assert form.errors == {}
    assert form.facts()["starts_at"] == datetime(2026, 12, 5, 17, tzinfo=UTC)


def test_an_all_day_event_of_two_days_shows_its_last_day_again(scene):
    form = event_form(scene, **DAY, all_day="on", last_day="2026-12-06")
    assert form.errors == {}
    event = EventPageFactory(
        organisation=scene.youth,
        owner=scene.author,
        starts_at=form.facts()["starts_at"],
        ends_at=form.facts()["ends_at"],
        all_day=True,
    )

    shown = opened(event, scene.author, EventForm)

    assert event.ends_at == datetime(2026, 12, 6, 23, tzinfo=UTC)
    assert (shown["first_day"].value(), shown["last_day"].value(), shown["all_day"].value()) == (
        date(2026, 12, 5),
        date(2026, 12, 6),
        True,
    )


def test_editing_other_things_leaves_seconds_and_the_second_of_autumns_two_hours(scene):
    starts_at = datetime(2026, 10, 25, 1, 30, 7, tzinfo=UTC)
    event = EventPageFactory(
        organisation=scene.youth, owner=scene.author, starts_at=starts_at, ends_at=None
    )
    draft = latest(event).as_object()

    form = EventForm(as_sent(opened(event, scene.author, EventForm)), user=scene.author, page=draft)

    assert form.errors == {}
    # Two zones never agree in a doubled hour, so the instants are compared.
    assert form.facts()["starts_at"].timestamp() == starts_at.timestamp()


def test_links_of_an_event_lead_to_the_web(scene):
    wrong = event_form(scene, online_url="javascript:alert(1)", registration_url="ftp://a.si/b")
    short = event_form(scene, online_url="klub.si/vaje")

    assert set(wrong.errors) == {"online_url", "registration_url"}
    assert short.errors == {}
    assert short.facts()["online_url"] == "https://klub.si/vaje"


def test_places_that_are_given_up_are_offered_to_events_that_have_them_alone(scene):
    place = PlaceFactory(is_active=False)
    event = EventPageFactory(organisation=scene.youth, place=place)

    new, old = event_form(scene), EventForm(user=scene.author, page=event)

    assert [place in form.fields["place"].queryset for form in (new, old)] == [False, True]


def test_places_stand_below_their_municipality(scene):
    park = PlaceFactory(name="Park", municipality=Municipality.objects.get(slug="mezica"))
    hall = PlaceFactory(name="Dvorana", municipality=Municipality.objects.get(slug="prevalje"))

    choices = list(event_form(scene).fields["place"].choices)[1:]

    assert [
        (group, [(value.value, label) for value, label in places]) for group, places in choices
    ] == [("Mežica", [(park.pk, "Park")]), ("Prevalje", [(hall.pk, "Dvorana")])]


# --- pictures -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "file",
    [
        not_a_picture(),
        not_a_picture(b"<svg xmlns='http://www.w3.org/2000/svg'/>"),
        not_a_picture(b""),
        not_a_picture(b"\xff\xd8\xff\xe0" + b"x" * 40),
        not_a_picture(picture_file("a.png", "PNG").read()),
        picture_file("slika.exe"),
        picture_file("slika"),
        bomb(),
        SimpleUploadedFile("velika.jpg", picture_file().read() + b"0" * 16 * 1024 * 1024),
    ],
    ids=[
        "page",
        "drawing",
        "nothing",
        "only a beginning",
        "another format",
        "program",
        "no ending",
        "bomb",
        "too large",
    ],
)
def test_what_is_no_picture_is_said_beside_the_field(scene, file):
    assert set(post_form(scene, {"picture": file}).errors) == {"picture"}


def keep(user, organisation):
    return services.keep_picture(user=user, organisation=organisation, file=picture_file())


def note_for(user, organisation, picture):
    """The note that a form of this person writes about a picture."""
    form = PostForm(sent(title="x"), user=user, organisations=[organisation])
    form.full_clean()
    form.keep(picture)
    return form.data["kept_picture"]


def test_a_kept_picture_stays_with_the_form(scene):
    picture = keep(scene.author, scene.youth)

    form = post_form(scene, kept_picture=note_for(scene.author, scene.youth, picture))

    assert form.errors == {}
    assert form.facts()["picture"] == picture


def test_a_kept_picture_can_be_removed_with_its_words(scene):
    picture = keep(scene.author, scene.youth)
    note = note_for(scene.author, scene.youth, picture)

    form = post_form(scene, kept_picture=note, remove_picture="on", picture_alt="Drevo")

    assert form.errors == {}
    assert (form.facts()["picture"], form.facts()["picture_alt"]) == (None, "")


@pytest.mark.parametrize("whose", ["a colleague's", "another organisation's", "tampered"])
def test_a_note_about_a_picture_is_good_for_one_person_and_organisation(scene, whose):
    other = OrganisationFactory()
    member_of(other, username="druga")
    picture = keep(scene.author, scene.youth)
    note = note_for(scene.author, scene.youth, picture)
    if whose == "tampered":
        note = note[:-2]
    user = scene.co_author if whose == "a colleague's" else scene.author
    organisation = other if whose == "another organisation's" else scene.youth

    form = PostForm(sent(title="x", kept_picture=note), user=user, organisations=[organisation])

    assert set(form.errors) == {"picture"}


def test_a_deleted_picture_is_asked_for_again(scene):
    picture = keep(scene.author, scene.youth)
    note = note_for(scene.author, scene.youth, picture)
    picture.delete()

    assert set(post_form(scene, kept_picture=note).errors) == {"picture"}


# --- what is shown again ------------------------------------------------------------------------


def test_an_untouched_form_changes_nothing(scene, topic):
    draft = draft_by(
        scene.author,
        scene.youth,
        title="Osnutek",
        body=[("heading", "Naslov"), ("quote", {"text": "Juhu", "author": ""})],
    )
    newest = latest(draft).as_object()

    form = PostForm(as_sent(opened(draft, scene.author)), user=scene.author, page=newest)
    assert form.errors == {}
    services.save_post(
        user=scene.author,
        facts=form.facts(),
        page_id=draft.pk,
        seen=form.cleaned_data["seen"],
    )

    stored = latest(draft).as_object()
    assert stored.body.get_prep_value() == newest.body.get_prep_value()
    assert (stored.title, stored.summary) == (newest.title, newest.summary)


def test_missing_things_are_shown_in_a_form_that_nobody_sent(scene, draft):
    form = opened(draft, scene.author)

    form.show_missing({"body": ["a"], "slug": ["b"], "neznano": ["c"], "picture_author": ["d"]})

    assert form.errors == {
        "text": ["a"],
        "title": ["b"],
        "__all__": ["c"],
        "picture_author": ["d"],
    }
    assert form["title"].value() == "Osnutek"


def test_the_key_of_a_new_text_is_good_for_one_person(scene):
    key = PostForm(user=scene.author, organisations=[scene.youth]).initial["key"]

    keys = []
    for user in (scene.author, scene.co_author):
        form = PostForm(sent(title="x", key=key), user=user, organisations=[scene.youth])
        form.full_clean()
        keys.append(form.one_key())

    assert keys[0] is not None
    assert keys[1] is None


# --- small forms --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("values", "facts"),
    [
        (
            {"status": "as_planned", "reason": "staro", "new_date": "2026-12-06"},
            {"status": "", "reason": "", "new_date": None},
        ),
        (
            {"status": "cancelled", "reason": "Zaradi\ndežja.", "new_date": "2026-12-06"},
            {"status": "cancelled", "reason": "Zaradi dežja.", "new_date": None},
        ),
        (
            {"status": "postponed", "reason": "", "new_date": "2026-12-06"},
            {"status": "postponed", "reason": "", "new_date": date(2026, 12, 6)},
        ),
    ],
)
def test_status_form_says_what_readers_should_know(values, facts):
    form = StatusForm(sent(**values))

    assert form.errors == {}
    assert form.facts() == facts


def test_status_form_refuses_what_cannot_be():
    far = (timezone.localdate() + timedelta(days=4000)).isoformat()

    form = StatusForm(sent(status="odpadlo", reason="a" * 201, new_date=far))

    assert set(form.errors) == {"status", "reason", "new_date"}


def test_organisation_form_takes_a_website_without_its_beginning(scene):
    form = OrganisationFactsForm(sent(website="klub.si"), organisation=scene.youth)

    assert form.errors == {}
    assert form.cleaned_data["website"] == "https://klub.si"
