from datetime import datetime

import pytest
import time_machine
from django.db import transaction

from accounts.models import User
from blog.models import PostPage
from calendar_app.models import EventPage
from core.models import Picture
from duty.models import DutyMonth
from duty.roster import LJUBLJANA, month_of
from guides.models import GuidePage
from home.demo_loading import demo
from home.demo_loading.content import read
from mentors.models import MentorPage
from moderation.models import Step
from network.models import Contribution
from tests.accounts.factories import UserFactory
from tests.blog.factories import PostPageFactory

LEAP_DAY = datetime(2028, 2, 29, 23, 30, tzinfo=LJUBLJANA)
LAST_OF_OCTOBER = datetime(2026, 10, 31, 0, 5, tzinfo=LJUBLJANA)

pytestmark = pytest.mark.django_db


def _content(now, seed):
    """What one load writes; it is undone at once."""
    with time_machine.travel(now, tick=False), transaction.atomic():
        demo.load(now=now, seed=seed)
        demo.fill_up(posts=20, events=30, now=now, seed=seed, tell=lambda line: None)
        content = {
            "roster": list(DutyMonth.objects.values_list("month", "partner__slug")),
            "pictures": [_picture(picture) for picture in Picture.objects.order_by("title")],
            "steps": list(
                Step.objects.order_by("at", "title", "kind").values_list(
                    "title", "kind", "actor__username", "at", "comment"
                )
            ),
            "pages": [
                _page(page)
                for model in (PostPage, EventPage, GuidePage, MentorPage)
                for page in model.objects.order_by("path")
            ],
        }
        transaction.set_rollback(True)
    return content


def _picture(picture):
    with picture.open_file() as file:
        return picture.title, picture.author, picture.collection.name, file.read()


def _page(page):
    body = [
        block for block in page.body.get_prep_value() if block["type"] != "picture"
    ]  # it holds a number of this database
    return (
        page.path,
        page.url_path,
        page.title,
        page.summary,
        body,
        page.mark,
        page.owner.username,
        str(page.translation_key),
        sorted(page.topics.values_list("slug", flat=True)),
        page.first_published_at,
        getattr(page, "starts_at", None),
        page.contribution.proposal,
        page.contribution.submitted_at,
        page.contribution.answer_by,
    )


def test_load_writes_the_same_for_the_same_seed():
    assert _content(LEAP_DAY, seed=1) == _content(LEAP_DAY, seed=1)


@pytest.mark.parametrize("now", [LEAP_DAY, LAST_OF_OCTOBER], ids=["leap day", "last of October"])
def test_load_is_true_to_the_clock_on_odd_days(now):
    with time_machine.travel(now, tick=False):
        demo.load(now=now)

    for facts in read("events")["events"]:
        event = EventPage.objects.get(slug=facts["slug"])
        starts_at = event.starts_at.astimezone(LJUBLJANA)
        assert f"{starts_at:%H:%M}" == (facts["start"] or "00:00")
        assert event.first_published_at < min(event.starts_at, now)
        if event.all_day:
            days = event.ends_at.astimezone(LJUBLJANA).date() - starts_at.date()
            assert (days.days, f"{event.ends_at.astimezone(LJUBLJANA):%H:%M}") == (
                facts["days"],
                "00:00",
            )
        elif "end" in facts:
            assert f"{event.ends_at.astimezone(LJUBLJANA):%H:%M}" == facts["end"]

    contributions = Contribution.objects.select_related("page", "submitted_revision")
    for contribution in contributions:
        assert contribution.submitted_at < now
        assert contribution.submitted_revision.created_at == contribution.submitted_at
        assert contribution.page.latest_revision_created_at == contribution.submitted_at
    assert not Step.objects.filter(at__gte=now).exists()
    assert DutyMonth.objects.filter(month=month_of(now), announced_at__lt=now).exists()


def test_load_refuses_beside_the_texts_of_others():
    PostPageFactory(published=True)

    with pytest.raises(demo.NotEmpty):
        demo.load(now=LEAP_DAY)

    assert PostPage.objects.count() == 1
    assert not demo.is_loaded()


def test_load_refuses_names_that_somebody_has():
    UserFactory(username="admin")

    with pytest.raises(demo.NotEmpty):
        demo.load(now=LEAP_DAY, beside_others=True)

    assert User.objects.count() == 1
