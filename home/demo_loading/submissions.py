"""What waits for the partner on duty, what was sent back, and a published text with a correction.

All of it goes through the services; afterwards its times are put back to the day it speaks of, because
Wagtail's workflow knows no other time than the present.
"""

import json
from datetime import datetime, timedelta
from functools import partial

from wagtail.models import Page, PageLogEntry, Revision, TaskState, WorkflowState

from blog.models import PostIndexPage, PostPage
from calendar_app.models import EventIndexPage
from duty.roster import LJUBLJANA
from guides.models import GuideIndexPage
from home.demo_loading.cast import Cast
from home.demo_loading.content import chance, read, read_all, stream
from home.demo_loading.publications import event_page, guide_page, mentor_page, named_by, post_page
from home.demo_loading.times import JUST_NOW, event_times, local, local_day
from mail.models import OutgoingMail
from mentors.models import MentorIndexPage
from moderation import services
from moderation.digest import content_digest
from moderation.models import ReviewSettings, Step
from moderation.working_days import working_day_after
from network.models import Contribution

ANSWERED_AFTER = timedelta(days=1)


def load_submissions(home: Page, cast: Cast, *, now: datetime, seed: int) -> None:
    words = read("posts")
    # Nobody is to be mailed about what happened before the demonstration was loaded.
    newest_mail = OutgoingMail.objects.order_by("pk").last()
    for facts in [*words["waiting"], *read_all("submissions")["waiting"]]:
        _hand_in(home, facts, cast, now=now, seed=seed)
    for facts in words["sent_back"]:
        _send_back(_hand_in(home, facts, cast, now=now, seed=seed), facts, cast)
    for facts in words["changed"]:
        _correct(home, facts, now=now, seed=seed)
    OutgoingMail.objects.filter(
        pk__gt=newest_mail.pk if newest_mail else 0,
        recipient__endswith=f"@{read('people')['domain']}",
    ).delete()


def _hand_in(home, facts, cast, *, now, seed) -> Contribution:
    luck = chance(seed, facts["slug"])
    make, index_model = _kinds(local_day(now))[facts["kind"]]
    page = make(facts, cast, luck)
    parent = index_model.objects.child_of(home).get()
    page.live, page.locale = False, parent.locale
    for name, rows in named_by(facts, cast).items():
        setattr(page, name, rows)
    parent.add_child(instance=page)
    page.save_revision(user=page.owner)
    at = _days_ago(facts["submitted_days_ago"], now, luck)
    services.hand_in(page_id=page.pk, user=page.owner, now=at)
    _date_back(page.pk, at)
    return Contribution.objects.select_related("page").get(page=page.pk)


def _kinds(today):
    """Return how a text of each kind is made, and below what it stands."""
    return {
        "post": (post_page, PostIndexPage),
        "event": (
            lambda *about: event_page(*about, **event_times(about[0], today)),
            EventIndexPage,
        ),
        "guide": (partial(guide_page, today=today), GuideIndexPage),
        "mentor": (mentor_page, MentorIndexPage),
    }


def _send_back(contribution, facts, cast):
    at = contribution.submitted_at + ANSWERED_AFTER
    revision = contribution.submitted_revision
    services.send_back(
        page_id=contribution.page_id,
        revision_id=revision.pk,
        digest=content_digest(revision.content),
        user=cast.decider_at(at, contribution.submitted_by),
        now=at,
        comment=facts["comment"],
    )
    TaskState.objects.filter(revision=revision).update(finished_at=at)
    PageLogEntry.objects.filter(page=contribution.page_id).exclude(
        timestamp=contribution.submitted_at
    ).update(timestamp=at)


def _correct(home, facts, *, now, seed):
    page = PostPage.objects.descendant_of(home).get(slug=facts["slug"])
    luck = chance(seed, facts["slug"], "correction")
    addition = stream([{"p": facts["add_paragraph"]}], luck, {})
    page.title, page.summary = facts["new_title"], facts["new_summary"]
    page.body = json.dumps([*page.body.get_prep_value(), *addition], ensure_ascii=False)
    page.save_revision(user=page.owner)
    at = _days_ago(facts.get("submitted_days_ago", 1), now, luck)
    services.hand_in(page_id=page.pk, user=page.owner, now=at)
    _date_back(page.pk, at)


def _days_ago(days, now, luck) -> datetime:
    """Return a time on that day, and never one that is still to come."""
    day = local_day(now) - timedelta(days=days)
    return min(local(day, f"{luck.randint(8, 21)}:{luck.randint(0, 59)}"), now - JUST_NOW)


def _date_back(page_id, at):
    """Let what has just been handed in have been handed in ``at``."""
    contribution = Contribution.objects.get(page=page_id)
    revision_id = contribution.submitted_revision_id
    Contribution.objects.filter(pk=contribution.pk).update(
        submitted_at=at,
        answer_by=working_day_after(
            at.astimezone(LJUBLJANA).date(), ReviewSettings.load().answer_within_days
        ),
    )
    Step.objects.filter(page=page_id, revision=revision_id).update(at=at)
    Revision.objects.filter(pk=revision_id).update(created_at=at)
    Page.objects.filter(pk=page_id).update(latest_revision_created_at=at)
    states = TaskState.objects.filter(revision=revision_id)
    WorkflowState.objects.filter(task_states__in=states).update(created_at=at)
    states.update(started_at=at)
    PageLogEntry.objects.filter(page=page_id).update(timestamp=at)
