"""Reports on the work of duty: on screen, as a file, and decision by decision."""

from datetime import date

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from wagtail.admin.auth import require_admin_access
from wagtail.models import get_page_models

from duty.roster import LJUBLJANA
from moderation.access import keeps_portal, partners_of
from moderation.csv_cells import as_csv
from moderation.figures_forms import PeriodForm
from moderation.models import Decision
from moderation.reporting import first_month, report
from moderation.titles import titles_for
from network.duty_answer import duty_at
from network.people import person_for
from network.rights import keeps_watch

DECISIONS_PER_PAGE = 25


def _reader(request):
    """Return who asks, and for which partners.

    :raises Http404: for whoever neither keeps the portal nor takes duty in turn
    """
    person = person_for(request.user)
    partners = partners_of(person)
    if not (partners or keeps_portal(person)):
        raise Http404
    return person, partners


def _period(request):
    now = timezone.now()
    form = PeriodForm(request.GET, first=first_month(now), now=now)
    first, last = form.period()
    return now, form, {"first": first, "last": last}


@require_admin_access
@require_safe
def figures(request):
    """Show how much was handed in, how it was decided and how long that took."""
    person, _partners = _reader(request)
    now, form, period = _period(request)
    counted = report(**period, now=now)
    rows = (*counted.months, *counted.partners, *counted.organisations)
    return render(
        request,
        "moderation/figures.html",
        {
            **period,
            "form": form,
            "query": form.query(),
            "report": counted,
            "most": {
                "months": _most(counted.months),
                "partners": _most(counted.partners),
                "organisations": _most(counted.organisations),
            },
            "is_empty": not any(row.figures.handed_in or row.figures.decided for row in rows),
            "shows_organisations": keeps_watch(person, duty_at(now)),
        },
    )


def _most(rows) -> int:
    """The most decisions of one row: what the longest bar stands for."""
    return max((row.figures.decided for row in rows), default=0)


@require_admin_access
@require_safe
def figures_csv(request):
    """Give one of the report's tables, or the decisions, as a file; ``kaj`` says which."""
    person, partners = _reader(request)
    now, _form, period = _period(request)
    what = request.GET.get("kaj", "")
    if what == "odlocitve":
        rows = _decision_rows(person, partners, period)
    elif what == "organizacije":
        if not keeps_watch(person, duty_at(now)):
            raise Http404
        rows = _table(_("Organisation"), report(**period, now=now).organisations)
    elif what == "partnerji":
        rows = _table(_("Partner"), report(**period, now=now).partners)
    else:
        what = "meseci"
        rows = _table(_("Partner"), report(**period, now=now).months)
    name = f"porocilo-{what}-{period['first']:%Y-%m}-{period['last']:%Y-%m}.csv"
    return HttpResponse(
        as_csv(rows),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def _table(heading, rows):
    has_months = any(row.month for row in rows)
    yield [
        *([_("Month")] if has_months else []),
        heading,
        _("Handed in"),
        _("Approved"),
        _("Sent back"),
        _("Half decided within (hours)"),
        _("90 % decided within (hours)"),
        _("Half decided within (working days)"),
        _("90 % decided within (working days)"),
        _("On time (%)"),
        _("Oldest open (days)"),
    ]
    for row in rows:
        figures = row.figures
        yield [
            *([f"{row.month:%Y-%m}"] if has_months else []),
            row.organisation.name if row.organisation else _("coordinators"),
            figures.handed_in,
            figures.approved,
            figures.sent_back,
            figures.median_hours,
            figures.slow_hours,
            figures.median_days,
            figures.slow_days,
            figures.on_time,
            figures.oldest_open_days,
        ]


@require_admin_access
@require_safe
def decisions(request):
    """List the log of decisions: to coordinators all of it, to a partner its own."""
    person, partners = _reader(request)
    _now, form, period = _period(request)
    found = _decisions_for(person, partners, period)
    page = Paginator(found, DECISIONS_PER_PAGE).get_page(request.GET.get("page"))
    return render(
        request,
        "moderation/decisions.html",
        {
            "form": form,
            "query": form.query(),
            "page_obj": page,
            "decisions": _as_seen(person, page.object_list),
        },
    )


def _decisions_for(person, partners, period: dict[str, date]):
    found = Decision.objects.within(**period).with_names()
    return found if keeps_portal(person) else found.filter(partner__in=partners)


def _as_seen(person, decisions) -> list[dict]:
    """Decisions with the title as far as the person may read it now.

    What was sent back and never became public is not read again by whoever was on duty then.
    """
    decisions = list(decisions)
    kinds = {model.kind: model.kind_label for model in get_page_models() if hasattr(model, "kind")}
    titles = {}
    if not keeps_portal(person):
        titles = titles_for(person, duty_at(), (one.page_number for one in decisions))
    return [
        {
            "decision": one,
            "kind": kinds.get(one.kind, ""),
            "title": one.title if keeps_portal(person) else titles.get(one.page_number, ""),
        }
        for one in decisions
    ]


def _decision_rows(person, partners, period):
    yield [
        _("Decided at"),
        _("Handed in at"),
        _("Answer promised by"),
        _("Outcome"),
        _("Title"),
        _("Kind"),
        _("Organisation"),
        _("On duty"),
        _("Decided by"),
        _("Mended"),
        _("Taken over"),
    ]
    for seen in _as_seen(person, _decisions_for(person, partners, period)):
        one = seen["decision"]
        yield [
            _moment(one.decided_at),
            _moment(one.submitted_at),
            one.answer_by and one.answer_by.isoformat(),
            one.get_outcome_display(),
            seen["title"],
            str(seen["kind"]),
            one.organisation.name,
            one.partner.name if one.partner else _("coordinators"),
            str(one.actor or ""),
            _yes_or_no(one.was_mended),
            _yes_or_no(one.is_take_over),
        ]


def _moment(moment) -> str:
    return f"{moment.astimezone(LJUBLJANA):%Y-%m-%d %H:%M}"


def _yes_or_no(is_so: bool) -> str:
    return _("yes") if is_so else _("no")
