"""Forms and buttons with which partners trade months and stand in for each other."""

from collections.abc import Callable
from functools import partial

from django.contrib import messages
from django.db import transaction
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from duty import rights, services
from duty.errors import NotAllowed, Refused
from duty.forms import ArrangeSwapForm, ImpossibleForm, StandInForm, SwapForm, TakeOverForm
from duty.models import ImpossibleMonth, StandIn, Swap
from duty.months import planned_months
from duty.roster import month_after, month_of, months_from
from duty.views.access import for_the_network
from network.models import Organisation
from network.people import person_for

MONTHS_TO_TRADE = 24
MONTHS_TO_MARK = 24


def _partners():
    return Organisation.objects.active().partners()


def _answer(
    request,
    form,
    *,
    template: str,
    service: Callable[..., object],
    done: str,
    context: dict | None = None,
):
    """Carry out what a form asks for; whatever is refused comes back with what was typed."""
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                service(user=request.user, now=timezone.now(), **form.cleaned_data)
            except Refused as refused:
                form.add_error(None, str(refused))
                status = 403 if isinstance(refused, NotAllowed) else 409
            else:
                messages.success(request, done)
                return redirect("duty:index")
    return render(request, template, {"form": form, **(context or {})}, status=status)


def _data(request):
    return request.POST if request.method == "POST" else None


@for_the_network
@require_http_methods(["GET", "HEAD", "POST"])
def swap(request):
    """Ask another partner to trade a month; for coordinators, trade two months of others."""
    person = person_for(request.user)
    months = [
        item
        for item in planned_months(month_after(month_of(timezone.now())), MONTHS_TO_TRADE)
        if item.partner
    ]
    if rights.may_arrange(person):
        form = ArrangeSwapForm(
            _data(request), offered=months, wished=months, initial=_month(request)
        )
        service, done = services.arrange_swap, _("The months are traded. Both partners get mail.")
    else:
        own = [item for item in months if rights.may_ask_swap(person, item.partner.pk)]
        if not own and not person.leads:
            raise Http404
        others = [item for item in months if item not in own]
        form = SwapForm(_data(request), offered=own, wished=others, initial=_month(request))
        service, done = services.ask_swap, _("The other partner is asked, by mail.")
    context = {
        "is_arranged": rights.may_arrange(person),
        "can_ask": bool(form["first_month"].field.choices),
    }
    return _answer(
        request, form, template="duty/swap.html", service=service, done=done, context=context
    )


def _month(request) -> dict:
    return {"first_month": request.GET.get("mesec", "")}


@for_the_network
@require_http_methods(["GET", "HEAD", "POST"])
def stand_in(request):
    """Ask a partner to stand in for some days; for coordinators, put one on duty."""
    person = person_for(request.user)
    is_arranged = rights.may_arrange(person)
    if not is_arranged and not person.leads:
        raise Http404
    partners = _partners() if is_arranged else _partners().exclude(pk__in=person.leads)
    form = StandInForm(_data(request), partners=partners)
    if is_arranged:
        service, done = (
            services.arrange_stand_in,
            _("It is arranged. Everybody concerned gets mail."),
        )
    else:
        service, done = services.ask_stand_in, _("The partner is asked, by mail.")
    return _answer(
        request,
        form,
        template="duty/stand_in.html",
        service=service,
        done=done,
        context={"is_arranged": is_arranged},
    )


@for_the_network
@require_http_methods(["GET", "HEAD", "POST"])
def take_over(request):
    """Put the person's own partner on duty now, until the end of a day."""
    person = person_for(request.user)
    partners = _partners().filter(pk__in=person.leads)
    first = partners.first()
    if first is None:
        raise Http404
    initial = {"partner": first.pk, "until_day": timezone.localdate()}
    form = TakeOverForm(_data(request), partners=partners, initial=initial)
    done = _("You are on duty now. Everybody concerned gets mail.")
    return _answer(
        request,
        form,
        template="duty/take_over.html",
        service=services.take_over_duty_now,
        done=done,
    )


def _settle(request, service: Callable[..., object], model, done: str):
    """Carry out a button beside a request, and say what became of it.

    :raises Http404: when it does not exist, or is nobody's business whom it does not concern
    """
    try:
        service(user=request.user, now=timezone.now())
    except (model.DoesNotExist, NotAllowed) as nothing:
        raise Http404 from nothing
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, done)
    return redirect("duty:index")


@for_the_network
@require_POST
def accept_swap(request, swap_id):
    service = partial(services.accept_swap, swap_id=swap_id)
    return _settle(request, service, Swap, _("The months are traded. Both partners get mail."))


@for_the_network
@require_POST
def decline_swap(request, swap_id):
    service = partial(services.decline_swap, swap_id=swap_id)
    return _settle(request, service, Swap, _("You have declined. Whoever asked gets mail."))


@for_the_network
@require_POST
def withdraw_swap(request, swap_id):
    service = partial(services.withdraw_swap, swap_id=swap_id)
    return _settle(request, service, Swap, _("The request is withdrawn."))


@for_the_network
@require_POST
def accept_stand_in(request, stand_in_id):
    service = partial(services.accept_stand_in, stand_in_id=stand_in_id)
    return _settle(request, service, StandIn, _("Thank you. Everybody concerned gets mail."))


@for_the_network
@require_POST
def decline_stand_in(request, stand_in_id):
    service = partial(services.decline_stand_in, stand_in_id=stand_in_id)
    return _settle(request, service, StandIn, _("You have declined. Whoever asked gets mail."))


@for_the_network
@require_POST
def withdraw_stand_in(request, stand_in_id):
    service = partial(services.withdraw_stand_in, stand_in_id=stand_in_id)
    return _settle(request, service, StandIn, _("The request is withdrawn."))


@for_the_network
@require_POST
def end_stand_in(request, stand_in_id):
    service = partial(services.end_stand_in, stand_in_id=stand_in_id)
    return _settle(request, service, StandIn, _("It has ended. Everybody concerned gets mail."))


@for_the_network
@require_http_methods(["GET", "HEAD", "POST"])
def impossible(request, partner_id):
    """Let a lead, or a coordinator, mark which of the coming months a partner cannot take."""
    partner = _partners().filter(pk=partner_id).first()
    person = person_for(request.user)
    if partner is None or not rights.may_mark_impossible(person, partner.pk):
        raise Http404
    coming = months_from(month_after(month_of(timezone.now())), MONTHS_TO_MARK)
    marked = set(
        ImpossibleMonth.objects.filter(partner=partner, month__in=coming).values_list(
            "month", flat=True
        )
    )
    form = ImpossibleForm(
        _data(request), coming=coming, initial={"months": [f"{month:%Y-%m}" for month in marked]}
    )
    service = partial(_mark, partner=partner, marked=marked)
    done = _("Saved. Whoever plans the year sees it.")
    return _answer(
        request,
        form,
        template="duty/impossible.html",
        service=service,
        done=done,
        context={"partner": partner},
    )


@transaction.atomic
def _mark(*, partner, marked, months, user, now):
    wished = set(months)
    for month in sorted(wished - marked):
        services.mark_impossible(partner=partner, month=month, user=user, now=now)
    for month in sorted(marked - wished):
        services.unmark_impossible(partner=partner, month=month, user=user)
