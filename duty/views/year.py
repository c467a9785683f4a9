"""A year of the roster: coordinators plan it, partners' people read it."""

from datetime import date

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from duty import rights, services
from duty.errors import NotAllowed, PlanHasChanged, Refused
from duty.models import DutyMonth, ImpossibleMonth
from duty.overview import suggested_year
from duty.roster import month_after, month_of, months_from
from duty.views.access import for_the_network
from duty.year_form import YearForm
from network.models import Organisation
from network.people import person_for

YEARS_BACK, YEARS_AHEAD = 5, 2


@for_the_network
@require_http_methods(["GET", "HEAD", "POST"])
def year(request, year):
    """Show a year as a grid, with ``?predlog=1`` filled by a suggestion; save what is sent."""
    now = timezone.now()
    this_year = month_of(now).year
    years = range(this_year - YEARS_BACK, this_year + YEARS_AHEAD + 1)
    if year not in years:
        raise Http404
    may_plan = rights.may_plan(person_for(request.user))
    facts = {"now": now, "year": year, "years": _around(year, years), "may_plan": may_plan}
    if request.method != "POST":
        suggestion = None
        if may_plan and request.GET.get("predlog"):
            suggestion = _suggestion(year, now)
        return _show(request, facts, _form(year, now, chosen=suggestion), suggestion=suggestion)
    if not may_plan:
        raise PermissionDenied
    return _save(request, facts)


def _save(request, facts):
    year, now = facts["year"], facts["now"]
    form = _form(year, now, request.POST)
    if not form.is_valid():
        return _show(request, facts, form, status=422)
    wanted = form.wanted()
    try:
        changes = services.plan_months(months=wanted, user=request.user, now=now, seen=form.shown())
    except PlanHasChanged as changed:
        return _show(request, facts, _typed_again(year, now, wanted, changed.months), status=409)
    except Refused as refused:
        messages.error(request, str(refused))
        status = 403 if isinstance(refused, NotAllowed) else 409
        return _show(request, facts, _typed_again(year, now, wanted), status=status)
    if changes:
        messages.success(request, _("The roster is saved. The partners concerned get mail."))
    else:
        messages.info(request, _("Nothing has changed."))
    return redirect("duty:year", year)


def _show(request, facts, form, *, suggestion=None, status=200):
    context = {
        **facts,
        "form": form,
        "suggestion": suggestion is not None,
        "differing": sum(bool(row.was) for row in form.rows()),
        "can_suggest": facts["may_plan"] and form.open_months,
    }
    return render(request, "duty/year.html", context, status=status)


def _form(year, now, data=None, *, chosen=None, conflicts=()) -> YearForm:
    months = months_from(date(year, 1, 1), 12)
    partners = list(Organisation.objects.active().partners())
    rows = DutyMonth.objects.between(months[0], months[-1]).select_related("partner")
    planned = {row.month: row.partner for row in rows}
    return YearForm(
        data,
        months=months,
        first_open=month_after(month_of(now)),
        partners=partners,
        past_partners=[partner for partner in planned.values() if partner],
        plan={month: partner.pk if partner else None for month, partner in planned.items()},
        chosen=chosen,
        impossible=ImpossibleMonth.objects.filter(month__in=months).by_partner(),
        conflicts=conflicts,
    )


def _typed_again(year, now, wanted, conflicts=()) -> YearForm:
    """The choices as they were sent, beside the plan as it is now."""
    return _form(year, now, chosen=_ids(wanted), conflicts=conflicts)


def _suggestion(year, now) -> dict[date, int | None]:
    return _ids(suggested_year(date(year, 1, 1), now))


def _ids(partners) -> dict[date, int | None]:
    return {month: partner.pk if partner else None for month, partner in partners.items()}


def _around(year, years) -> list[int]:
    return [other for other in range(year - 1, year + 2) if other in years]
