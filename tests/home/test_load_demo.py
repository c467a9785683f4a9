import json
from collections import Counter
from datetime import datetime
from io import StringIO
from math import ceil

import pytest
import time_machine
from django.apps import apps
from django.core.management import CommandError, call_command
from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, WorkflowState

from accounts.models import User
from blog.models import POSTS_PER_PAGE, PostIndexPage, PostPage
from calendar_app.models import EventChange, EventPage
from core.models import LifeStage, Picture, Topic
from duty.answers import duty_now
from duty.models import DutyMonth, StandIn, Swap
from duty.overview import gaps, history
from duty.roster import LJUBLJANA, month_after, month_of
from guides.models import GuidePage
from home.demo_loading.content import read, read_all
from home.models import HomePage, PlainPage
from mail.models import OutgoingMail
from mentors.models import MentorPage
from moderation.completeness import missing_in
from moderation.digest import content_digest
from moderation.jobs import announce_duty
from moderation.models import Step, StepKind
from network.checks import contributions_agree_with_workflows
from network.media import is_used_in_public
from network.models import Contribution, LocalActionGroup, Municipality, Organisation, Place

NOW = datetime(2026, 11, 18, 12, 0, tzinfo=LJUBLJANA)
NAMED = ("topics", "life_stages", "call_on", "languages")
TREE_IS_SOUND = ([], [], [], [], [])
POSTS_WRITTEN, EVENTS_WRITTEN = 40, 61
POSTS, EVENTS = POSTS_WRITTEN + 12, EVENTS_WRITTEN + 12


@pytest.fixture(scope="module")
def printed(django_db_setup, django_db_blocker):
    """The demonstration, loaded once for these tests, and what the command printed."""
    with (
        time_machine.travel(NOW, tick=False),
        django_db_blocker.unblock(),
        transaction.atomic(),
    ):
        output = StringIO()
        call_command("load_demo", force=True, stdout=output)
        yield output.getvalue()
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def _now():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def loaded(printed, db):
    """The demonstration as it was loaded; changes last for one test."""


@pytest.fixture
def grown(loaded):
    """Some more posts and events, generated beside the written ones."""
    call_command("load_demo", posts=POSTS, events=EVENTS, force=True, stdout=StringIO())


def originals(model):
    return model.objects.filter(locale__language_code="sl")


def _rows():
    """How many rows each table has, and the number of its last one."""
    return {
        model._meta.label: (
            model._base_manager.count(),
            # PostgreSQL knows no greatest of the keys that are not in order anyway.
            model._base_manager.values_list("pk", flat=True).order_by("-pk").first(),
        )
        for model in apps.get_models()
    }


@pytest.mark.usefixtures("loaded")
def test_load_demo_brings_the_whole_network():
    partners = Organisation.objects.partners()
    months = list(DutyMonth.objects.values_list("month", flat=True))
    this_month = month_of(NOW)

    assert (Municipality.objects.count(), LocalActionGroup.objects.count()) == (12, 2)
    assert partners.count() == 5
    assert Organisation.objects.filter(is_youth_organisation=True).count() == 6
    assert originals(Topic).count() == len(read("topics")["topics"])
    assert Place.objects.count() == len(read("places")["places"])
    assert months == [month_after(this_month, number) for number in range(-12, 12)]
    turns = Counter(DutyMonth.objects.values_list("partner", flat=True))
    assert sorted(turns.values()) == [4, 5, 5, 5, 5]
    assert set(turns) == {partner.pk for partner in partners}


@pytest.mark.usefixtures("loaded")
def test_load_demo_lets_partners_help_each_other():
    this_month = month_of(NOW)
    on_duty = duty_now(NOW).partner
    waiting = Swap.objects.open().get()
    stood_in = StandIn.objects.that_count().get()

    assert gaps(NOW) == [month_after(this_month, 12)]
    assert (
        waiting.second_partner,
        min(waiting.first_month, waiting.second_month) > this_month,
    ) == (
        on_duty,
        True,
    )
    assert (duty_now(stood_in.starts_at).partner, stood_in.ends_at < NOW) == (on_duty, True)
    assert {change.why for change in history()} == {"swap"}


@pytest.mark.usefixtures("loaded")
def test_load_demo_fills_the_frame():
    words = read("pages")
    home = HomePage.objects.get(locale__language_code="sl")

    assert home.footer_text == words["footer"]["text"]
    assert [funder.name for funder in home.funders.all()] == [
        funder["name"] for funder in words["funders"]
    ]
    assert list(PlainPage.objects.child_of(home).live().values_list("slug", flat=True)) == [
        page["slug"] for page in words["pages"]
    ]


@pytest.mark.usefixtures("loaded")
@pytest.mark.parametrize(("language", "at_least"), [("en", 42), ("de", 21)])
def test_load_demo_speaks_other_languages(language, at_least):
    """A third of the texts is there in English, a sixth in German, each beside its original."""
    texts = Contribution.objects.filter(page__live=True)
    translations = texts.filter(page__locale__language_code=language)
    originals = texts.filter(page__locale__language_code="sl").count()

    assert (originals, translations.count() >= at_least) == (125, True)
    assert set(translations.values_list("is_translation", flat=True)) == {True}
    assert set(translations.values_list("page__original__is_outdated", flat=True)) == {False}
    plain = PlainPage.objects.live()
    assert plain.filter(locale__language_code=language).count() == len(read("pages")["pages"])


@pytest.mark.usefixtures("loaded")
def test_load_demo_publishes_posts_at_their_days():
    posts = originals(PostPage).live()

    ages = {post.slug: (NOW.date() - post.first_published_at.date()).days for post in posts}

    assert ages == {facts["slug"]: facts["days_ago"] for facts in read_all("posts")["posts"]}
    assert len(ages) == POSTS_WRITTEN


@pytest.mark.usefixtures("loaded")
def test_load_demo_publishes_events_past_under_way_and_coming():
    events = originals(EventPage).published()
    under_way = events.not_over(NOW).filter(starts_at__lte=NOW)

    assert events.count() == EVENTS_WRITTEN
    assert events.over(NOW).count() == 19
    assert {event.slug for event in under_way} == {"roke-iz-jekla", "teden-popravljanja"}
    changes = {change.status: change for change in EventChange.objects.all()}
    assert {status: change.new_date is not None for status, change in changes.items()} == {
        "full": False,
        "cancelled": False,
        "postponed": True,
    }
    assert all(change.changed_at < NOW for change in EventChange.objects.all())


@pytest.mark.usefixtures("loaded")
def test_load_demo_publishes_every_guide_and_mentor_that_is_written():
    for model, name in ((GuidePage, "guides"), (MentorPage, "mentors")):
        written = [facts["slug"] for facts in read_all(name)[name]]

        newest_first = originals(model).published().values_list("slug", flat=True)

        assert list(newest_first) == written


@pytest.mark.usefixtures("loaded")
def test_load_demo_leads_every_guide_to_its_life_stages_and_to_whom_to_call():
    for facts in read_all("guides")["guides"]:
        guide = originals(GuidePage).get(slug=facts["slug"])

        assert {stage.slug for stage in guide.life_stages.all()} == set(facts["life_stages"])
        assert {row.slug for row in guide.call_on.all()} == set(facts["call"])
        assert guide.checked_on <= NOW.date()


@pytest.mark.usefixtures("loaded")
def test_load_demo_opens_the_doors_in_the_order_in_which_they_are_written():
    written = [facts["slug"] for facts in read("life_stages")["life_stages"]]

    doors = [stage.slug for stage in originals(LifeStage).as_doors()]

    assert doors == written
    assert [stage.slug for stage in originals(LifeStage).filter(is_urgent=True)] == ["stiska"]


@pytest.mark.usefixtures("loaded")
def test_load_demo_leaves_submissions_of_different_ages_waiting():
    waiting = Contribution.objects.submitted().select_related("page")
    never_public = [row for row in waiting if not row.page.live]
    corrections = [row for row in waiting if row.page.live]

    assert len({row.submitted_at.date() for row in never_public}) == len(never_public) == 8
    assert [row.page.slug for row in corrections] == [
        facts["slug"] for facts in read("posts")["changed"]
    ]
    assert [row.page.has_unpublished_changes for row in corrections] == [True]
    assert any(row.answer_by < NOW.date() for row in never_public)
    assert any(row.answer_by > NOW.date() for row in never_public)
    assert all(row.page.owner_id == row.submitted_by_id for row in waiting)


@pytest.mark.usefixtures("loaded")
def test_load_demo_trusts_an_organisation_whose_event_stands_in_dutys_list():
    [trusted] = Organisation.objects.filter(is_trusted_for_events=True)
    [step] = Step.objects.unreviewed(NOW).filter(kind=StepKind.AT_ONCE)

    assert (step.organisation, step.page.live) == (trusted, True)
    assert step.page.first_published_at == step.at < NOW
    assert [change.is_trusted for change in trusted.trust_changes.all()] == [True]


@pytest.mark.usefixtures("loaded")
def test_load_demo_has_a_text_that_a_coordinator_entered():
    [entered] = Contribution.objects.exclude(entered_by=None)

    assert entered.entered_by.is_coordinator
    assert (entered.proposal, entered.page.owner) == ("submitted", entered.entered_by)


@pytest.mark.usefixtures("loaded")
def test_load_demo_sends_one_back_with_the_comment_of_the_partner_on_duty():
    contribution = Contribution.objects.get(proposal="sent_back")
    step = Step.objects.of_page(contribution.page_id).get(kind=StepKind.SENT_BACK)

    on_duty = duty_now(step.at).partner
    assert step.comment == read("posts")["sent_back"][0]["comment"]
    assert on_duty in [membership.organisation for membership in step.actor.memberships.all()]
    assert contribution.submitted_at < step.at < NOW


@pytest.mark.usefixtures("loaded")
def test_load_demo_lets_nobody_decide_their_own_text():
    for step in Step.objects.filter(kind=StepKind.APPROVED).select_related("page"):
        partner = duty_now(step.at).partner

        assert step.actor_id != step.page.owner_id
        if partner:
            assert step.actor.memberships.filter(organisation=partner).exists()
        else:
            # Before the first month of the roster.
            assert step.actor.is_coordinator


@pytest.mark.usefixtures("loaded")
def test_load_demo_leaves_no_mail_and_no_duty_to_announce():
    announce_duty(NOW)

    assert not OutgoingMail.objects.exists()


@pytest.mark.usefixtures("grown")
def test_load_demo_writes_what_editors_could_have_written():
    for model in (PostPage, EventPage, GuidePage, MentorPage):
        for page in model.objects.all():
            draft = page.get_latest_revision_as_object()
            assert missing_in(draft, timezone.now()) == {}
    for page in PlainPage.objects.all():
        page.full_clean()
    for organisation in Organisation.objects.all():
        organisation.full_clean()


@pytest.mark.usefixtures("grown")
def test_load_demo_leaves_a_sound_tree_and_states_that_agree():
    assert Page.find_problems() == TREE_IS_SOUND
    assert contributions_agree_with_workflows(databases=["default"]) == []
    in_progress = WorkflowState.objects.filter(status=WorkflowState.STATUS_IN_PROGRESS)
    assert in_progress.count() == Contribution.objects.submitted().count() == 9


@pytest.mark.usefixtures("grown")
def test_load_demo_keeps_revisions_that_say_what_the_page_says():
    pages = Page.objects.filter(contribution__proposal="none")
    # What went through Wagtail's own publishing keeps the version as it was before.
    for page in pages.exclude(moderation_steps__kind=StepKind.AT_ONCE).specific():
        revision = page.latest_revision
        said = json.loads(json.dumps(page.serializable_data(), cls=DjangoJSONEncoder))

        # A page learns the number of its revision only when that is written.
        said |= {"latest_revision": None, "live_revision": None}
        assert _without_order(revision.content) == _without_order(said)
        assert page.live_revision_id == revision.pk
        assert page.contribution.submitted_digest == content_digest(revision.content)


def _without_order(content):
    # PostgreSQL keeps the names in a block in an order of its own, and rows come back in theirs.
    several = {name: set(content[name]) for name in NAMED if name in content}
    return content | several | {"body": json.loads(content["body"])}


@pytest.mark.usefixtures("loaded")
def test_load_demo_shows_every_page_and_its_pictures(client):
    for page in Page.objects.live().filter(depth__gt=1):
        response = client.get(page.url)

        assert (response.status_code, page.title in response.text) == (200, True), page.url
    pictures = Picture.objects.all()
    assert len(pictures) == 3
    assert all(is_used_in_public(picture) for picture in pictures)
    assert all(picture.collection.organisation for picture in pictures)


@pytest.mark.usefixtures("loaded")
def test_load_demo_changes_nothing_the_second_time():
    before = _rows()
    output = StringIO()

    call_command("load_demo", force=True, seed=2, stdout=output)

    assert _rows() == before
    assert "geslo-inkubator" in output.getvalue()


def test_load_demo_prints_who_can_sign_in_and_who_is_on_duty(printed, db, client):
    password = read("people")["password"]

    assert all(f"{user.username} " in printed for user in User.objects.all())
    assert User.objects.count() == 2 + 2 * 21
    assert password in printed
    assert str(duty_now(timezone.now()).partner) in printed
    assert client.login(username="mladinski-klub-lipa-2", password=password)


@pytest.mark.usefixtures("grown")
def test_load_demo_grows_to_the_numbers_wanted_and_not_beyond():
    public = [originals(model).live().count() for model in (PostPage, EventPage)]
    assert public == [POSTS, EVENTS]
    before = _rows()

    call_command("load_demo", posts=POSTS, events=EVENTS, force=True, stdout=StringIO())

    assert _rows() == before


@pytest.mark.usefixtures("grown")
def test_load_demo_makes_generated_pages_that_readers_find(client):
    post = originals(PostPage).live().order_by("path").last()
    blog = PostIndexPage.objects.get(locale__language_code="sl")

    listed = [
        page
        for number in range(1, ceil(POSTS / POSTS_PER_PAGE) + 1)
        for page in client.get(blog.url, {"page": number}).context["posts"]
    ]
    found = client.get(reverse("search:results"), {"q": post.title}).context["hits"]

    assert len(listed) == POSTS
    assert post in listed
    assert post.pk in [hit.page.pk for hit in found]
    assert post.title in client.get(post.url).text


@pytest.mark.usefixtures("grown")
def test_load_demo_makes_generated_pages_that_editors_can_open(client):
    client.force_login(User.objects.get(username="admin"))
    for model in (PostPage, EventPage):
        page = originals(model).live().order_by("path").last()

        for name in ("wagtailadmin_pages:edit", "moderation:submission"):
            response = client.get(reverse(name, args=[page.pk]))
            assert (response.status_code, page.title in response.text) == (200, True)


@pytest.mark.django_db
def test_load_demo_refuses_where_debug_is_off():
    before = _rows()

    with pytest.raises(CommandError):
        call_command("load_demo", stdout=StringIO())

    assert _rows() == before
