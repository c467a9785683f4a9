"""The roster's first screen in the CMS, and what happened to it."""

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from duty import overview, rights
from duty.answers import duty_now
from duty.board import board_for
from duty.views.access import for_the_network
from network.people import person_for

MONTHS_SHOWN = 12
CHANGES_SHOWN = 100


@for_the_network
@require_safe
def index(request):
    """Show gaps, the person's own months, requests that wait, and the coming year."""
    now, person = timezone.now(), person_for(request.user)
    board = board_for(person, now)
    return render(
        request,
        "duty/index.html",
        {
            "duty": duty_now(now),
            "gaps": overview.gaps(now),
            "board": board,
            "months": board.months[: MONTHS_SHOWN + 1],
            "may_arrange": rights.may_arrange(person),
            "year": timezone.localdate(now).year,
        },
    )


@for_the_network
@require_safe
def history(request):
    """Show how many months each partner has, and who gave which month to whom."""
    context = {
        "shares": overview.shares(timezone.now()),
        "changes": overview.history(CHANGES_SHOWN),
    }
    return render(request, "duty/history.html", context)
