"""Who keeps the portal, for everybody."""

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from duty.answers import duty_now
from duty.months import planned_months
from duty.roster import month_after

MONTHS_AHEAD = 12


@require_safe
def roster(request):
    """Show who edits this month, how to reach them, who is next, and the year that comes."""
    duty = duty_now(timezone.now())
    context = {"duty": duty, "months": planned_months(month_after(duty.month), MONTHS_AHEAD)}
    return render(request, "duty/public.html", context)
