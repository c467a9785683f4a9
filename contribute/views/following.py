"""Following a text: the list, one text with its history, and how it will look."""

from django.core.paginator import Paginator
from django.db.models import Case, Value, When
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page

from contribute.forms import StateFilterForm
from contribute.languages import in_languages
from contribute.mending import mendings
from contribute.overview import organisations_of, standings
from contribute.services import may_begin
from contribute.views.access import READING, contribution_for, for_authors
from duty.answers import duty_now
from moderation.models import Step
from moderation.text_checks.running import findings_for_author
from network import rights
from network.duty_answer import duty_at
from network.models import Contribution
from network.people import person_for
from network.rights import Proposal

CONTRIBUTIONS_PER_PAGE = 20
# The page on which coordinators say how to reach them; they keep its text.
CONTACT_SLUG = "kontakt"


@for_authors(*READING)
def contributions(request):
    """List what the person's organisations have written and what the person entered for others,
    first what asks something of them."""
    person, duty, now = person_for(request.user), duty_at(), timezone.now()
    organisations = organisations_of(person)
    ours = Contribution.objects.written_by(person)
    may_enter = rights.may_enter_for_others(person, duty)
    if not organisations and not may_enter:
        return render(request, "contribute/no_organisation.html", {"contact": _contact(request)})
    filters = StateFilterForm(request.GET)
    asks_first = Case(When(proposal=Proposal.SENT_BACK, then=Value(0)), default=Value(1))
    page = Paginator(
        filters.narrow(ours)
        .with_page()
        .prefetch_related("authors")
        .order_by(asks_first, "-page__latest_revision_created_at", "-pk"),
        CONTRIBUTIONS_PER_PAGE,
    ).get_page(request.GET.get("page"))
    page.object_list = standings(
        page.object_list, person=person, duty=duty, request=request, now=now
    )
    return render(
        request,
        "contribute/list.html",
        {
            "standings": page,
            "filters": filters,
            "query": filters.query(),
            "organisations": organisations,
            "leads": person.leads,
            "may_begin": may_enter or any(may_begin(person, each, duty) for each in organisations),
            "may_enter": may_enter,
            "show_organisation": may_enter or len(organisations) > 1,
            "duty": duty_now(now),
        },
    )


@for_authors(*READING)
def detail(request, page_id):
    contribution = contribution_for(request, page_id)
    now = timezone.now()
    person, duty = person_for(request.user), duty_at()
    [standing] = standings([contribution], person=person, duty=duty, request=request, now=now)
    steps = list(Step.objects.of_page(page_id).select_related("revision"))
    changed = mendings(steps)
    for step in steps:
        step.changes = changed.get(step.pk, [])
    return render(
        request,
        "contribute/detail.html",
        {
            "standing": standing,
            "steps": steps,
            "duty": duty_now(now),
            "languages": in_languages(contribution),
            "findings": _findings(contribution, now),
        },
    )


def _findings(contribution, now):
    """What the checks say to the authors of a version that is still under way."""
    if contribution.proposal == Proposal.NONE:
        return []
    return findings_for_author(contribution.page.specific.get_latest_revision_as_object(), now)


@for_authors(*READING)
def preview(request, page_id):
    """Show the newest version as readers would see it."""
    page = contribution_for(request, page_id).page.specific.get_latest_revision_as_object()
    back_url = reverse("contribute:detail", args=[page_id])
    return page.make_preview_request(
        request, page.default_preview_mode, extra_request_attrs={"preview_back_url": back_url}
    )


def _contact(request) -> str:
    """Return the address of the coordinators' page, or of the form that reaches whoever is there."""
    page = Page.objects.live().public().filter(slug=CONTACT_SLUG).first()
    return (page and page.get_url(request)) or reverse("report_mistake")
