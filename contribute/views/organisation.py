"""How to reach an organisation: kept up to date by its leads."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from contribute import services
from contribute.forms import OrganisationFactsForm
from contribute.views.access import READING, for_authors
from moderation.errors import NotAllowed
from network.models import Organisation
from network.people import person_for


@for_authors(*READING, "POST")
def organisation(request, slug):
    """Show the facts to members; let leads change them."""
    person = person_for(request.user)
    ours = get_object_or_404(Organisation, slug=slug)
    if ours.pk not in person.member_of:
        raise Http404
    may_change = ours.pk in person.leads and ours.is_active
    data = request.POST if request.method == "POST" else None
    form = OrganisationFactsForm(data, organisation=ours)
    status = 200
    if data is not None and not may_change:
        messages.error(request, str(NotAllowed()))
        status = 403
    elif form.is_valid():
        try:
            services.keep_facts(user=request.user, organisation_id=ours.pk, facts=form.cleaned_data)
        except ValidationError as error:
            for name, words in error.message_dict.items():
                form.add_error(name, words)
        else:
            messages.success(request, _("Saved. Readers see it already."))
            return redirect("contribute:organisation", slug)
    return render(
        request,
        "contribute/organisation.html",
        {"organisation": ours, "form": form, "may_change": may_change},
        status=422 if may_change and form.errors else status,
    )
