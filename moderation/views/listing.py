"""The queue."""

from django.core.paginator import Paginator
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe
from wagtail.admin.auth import require_admin_access

from duty.answers import duty_now
from moderation.claims import standing_claims
from moderation.models import Finding, ReaderReport, Step
from moderation.queue import QueueFilterForm, facets_of
from moderation.views.access import keeps_watch
from network.duty_answer import duty_at
from network.models import Contribution
from network.people import person_for

SUBMISSIONS_PER_PAGE = 25


@require_admin_access
@require_safe
def queue(request):
    """List what waits and what the person may read of it, the longest waiting first."""
    now, duty = timezone.now(), duty_at()
    on_duty = duty_now(now)
    today = timezone.localdate(now)
    person = person_for(request.user)
    watches = keeps_watch(person, duty)
    claims = standing_claims(now, on_duty)
    waiting = Contribution.objects.submitted().seen_by(person, duty)
    facets = facets_of(waiting, today)
    filters = QueueFilterForm(request.GET, facets=facets)
    narrowed = filters.narrow(waiting, person=person, duty=duty, claims=claims, today=today)
    submissions = Paginator(narrowed.with_page(), SUBMISSIONS_PER_PAGE).get_page(
        request.GET.get("page")
    )
    _add_what_is_known(
        submissions, claims, Finding.objects.all() if watches else Finding.objects.for_authors()
    )
    return render(
        request,
        "moderation/queue.html",
        {
            "submissions": submissions,
            "filters": filters,
            "query": filters.query(),
            "chosen": filters.chosen(),
            "number_waiting": sum(number for _label, number in facets.kinds.values()),
            "kinds": facets.kinds,
            "lights": facets.lights,
            "today": today,
            "duty": on_duty,
            "keeps_watch": watches,
            "scheduled": Contribution.objects.scheduled().with_page() if watches else [],
            "unreviewed": _unreviewed(person, now) if watches else [],
            "open_reports": ReaderReport.objects.open().count() if watches else 0,
        },
    )


def _add_what_is_known(submissions, claims, findings):
    """Tell each row how often it was sent back, who reads it and how many of ``findings`` are about
    it; one query each for all."""
    rows = list(submissions)
    sent_back = Step.objects.times_sent_back([row.page_id for row in rows])
    claims_on = claims.by_contribution(rows)
    numbers = findings.numbers_by_contribution([row.pk for row in rows])
    for row in rows:
        row.numbers_of_findings = numbers.get(row.pk)
        row.times_sent_back = sent_back.get(row.page_id, 0)
        row.standing_claim = claims_on.get(row.pk)
    submissions.object_list = rows


def _unreviewed(person, now):
    """What reached readers around duty, for one of those who keep watch."""
    steps = Step.objects.unreviewed(now)
    return steps if person.is_coordinator or person.is_superuser else steps.for_duty()
