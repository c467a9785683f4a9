"""What waits for the partner on duty, what was sent back, and a published text with a correction.

All of it goes through the services; afterwards its times are put back to the day it speaks of, because
Wagtail's workflow knows no other time than the present.
"""

import json
from contextlib import contextmanager
from datetime import datetime, timedelta
from functools import partial
from random import Random

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
from moderation.comparing import words_of
from moderation.digest import content_digest
from moderation.models import ReviewSettings, Step
from moderation.working_days import working_day_after
from network.models import Contribution, ModeratedPage

ANSWERED_AFTER = timedelta(days=1)


def load_submissions(home: Page, cast: Cast, *, now: datetime, seed: int) -> None:
    words = read("posts")
    with without_mail():
        for facts in [*words["waiting"], *read_all("submissions")["waiting"]]:
            handed_in(home, facts, cast, now=now, seed=seed)
        for facts in words["sent_back"]:
            _send_back(handed_in(home, facts, cast, now=now, seed=seed), facts, cast)
        for facts in words["changed"]:
            _correct(home, facts, now=now, seed=seed)


@contextmanager
def without_mail():
    """Nobody is to be mailed about what happened before the demonstration was loaded."""
    newest_mail = OutgoingMail.objects.order_by("pk").last()
    yield
    OutgoingMail.objects.filter(
        pk__gt=newest_mail.pk if newest_mail else 0,
        recipient__endswith=f"@{read('people')['domain']}",
    ).delete()


def handed_in(home, facts, cast, *, now, seed, entered_by=None) -> Contribution:
    """Return a text that was handed in on its day by ``entered_by``, or a member, after its earlier
    attempts were sent back."""
    page, luck = begun(home, facts, cast, now=now, seed=seed, entered_by=entered_by)
    at = days_ago(facts["submitted_days_ago"], now, luck)
    attempts = facts.get("earlier", [])
    for days_before, attempt in zip(range(2 * len(attempts), 0, -2), attempts, strict=True):
        _write(page, summary=attempt["summary"])
        _send_back(_hand_in(page, at - timedelta(days=days_before)), attempt, cast)
    if attempts:
        _write(page, summary=facts["summary"])
    contribution = _hand_in(page, at)
    if facts.get("is_being_read"):
        reader = cast.decider_at(now, contribution.submitted_by)
        services.claim(page_id=page.pk, user=reader, now=now)
    return contribution


def begun(home, facts, cast, *, now, seed, entered_by=None) -> tuple[ModeratedPage, Random]:
    """Return a draft, and the luck that goes on with it."""
    luck = chance(seed, facts["slug"])
    make, index_model = _kinds(local_day(now))[facts["kind"]]
    page = make(facts, cast, luck)
    page.owner = entered_by or page.owner
    parent = index_model.objects.child_of(home).get()
    page.live, page.locale = False, parent.locale
    for name, rows in named_by(facts, cast).items():
        setattr(page, name, rows)
    parent.add_child(instance=page)
    page.save_revision(user=page.owner)
    Contribution.objects.filter(page=page.pk).update(entered_by=entered_by)
    return page, luck


def _write(page, **texts):
    for name, text in texts.items():
        setattr(page, name, text)
    page.save_revision(user=page.owner)


def _hand_in(page, at) -> Contribution:
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
    digest = content_digest(revision.content)
    decider = cast.decider_at(at, contribution.submitted_by)
    services.remember_reading(
        contribution=contribution,
        user=decider,
        digest=digest,
        words=words_of(revision.as_object()),
        now=at,
    )
    services.send_back(
        page_id=contribution.page_id,
        revision_id=revision.pk,
        digest=digest,
        user=decider,
        now=at,
        comment=facts["comment"],
    )
    TaskState.objects.filter(revision=revision).update(finished_at=at)
    _date_log_back(contribution.page_id, at)


def _correct(home, facts, *, now, seed):
    page = PostPage.objects.descendant_of(home).get(slug=facts["slug"])
    luck = chance(seed, facts["slug"], "correction")
    addition = stream([{"p": facts["add_paragraph"]}], luck, {})
    page.title, page.summary = facts["new_title"], facts["new_summary"]
    page.body = json.dumps([*page.body.get_prep_value(), *addition], ensure_ascii=False)
    page.save_revision(user=page.owner)
    at = days_ago(facts.get("submitted_days_ago", 1), now, luck)
    services.hand_in(page_id=page.pk, user=page.owner, now=at)
    _date_back(page.pk, at)


def days_ago(days, now, luck) -> datetime:
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
    _date_log_back(page_id, at)


def _date_log_back(page_id, at):
    """Let what was logged just now have been logged ``at``; what came before stays as it is."""
    PageLogEntry.objects.filter(page=page_id, timestamp__gt=at).update(timestamp=at)
