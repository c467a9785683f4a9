"""Where the CMS has something translated: wagtail-localize's screens, with our rights.

They stand before its own below the same address. Its own ask for one permission alone, whatever the page,
and offer to take along everything below it.
"""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.snippets.permissions import user_can_edit_snippet_type
from wagtail_localize.views.submit_translations import (
    SubmitPageTranslationView,
    SubmitSnippetTranslationView,
)

from moderation import services
from moderation.errors import Refused
from network import rights
from network.duty_answer import duty_at
from network.models import ModeratedPage
from network.people import person_for
from network.rights import Action


class OneAtATime:
    """A form without "and everything below": that would be every text of every organisation."""

    def get_form(self):
        form = super().get_form()
        form.fields["include_subtree"].disabled = True
        return form


class TranslatePageView(OneAtATime, SubmitPageTranslationView):
    """A moderated page goes the way of ``services.translate``, any other page that of the library."""

    def get_object(self):
        page = super().get_object()
        if not _may_translate(self.request.user, page):
            raise PermissionDenied
        return page

    def form_valid(self, form):
        if not isinstance(self.object, ModeratedPage):
            return super().form_valid(form)
        pages = []
        for locale in form.cleaned_data["locales"]:
            try:
                page = services.translate(
                    page_id=self.object.pk,
                    language=locale.language_code,
                    user=self.request.user,
                    now=timezone.now(),
                )
            except Refused as refused:
                messages.error(self.request, str(refused))
            else:
                pages.append(page)
        if pages:
            messages.success(self.request, _("The draft is there: translate it, then hand it in."))
        if len(pages) == 1:
            return redirect("wagtailadmin_pages:edit", pages[0].pk)
        return redirect(reverse("wagtailadmin_explore", args=[self.object.get_parent().pk]))


class TranslateSnippetView(OneAtATime, SubmitSnippetTranslationView):
    def get_object(self):
        snippet = super().get_object()
        if not user_can_edit_snippet_type(self.request.user, type(snippet)):
            raise PermissionDenied
        return snippet


def _may_translate(user, page) -> bool:
    if isinstance(page, ModeratedPage):
        case = page.contribution.as_case()
        return rights.may(Action.TRANSLATE, person_for(user), case, duty_at())
    return page.permissions_for_user(user).can_edit()
