"""Topics and life stages in the CMS, for coordinators."""

from django import forms
from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView
from wagtail import hooks
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.admin.widgets.button import Button
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from core.models import LifeStage, Term, Topic
from core.querysets import pages_naming
from core.services import merge_terms


class MergeForm(forms.Form):
    into = forms.ModelChoiceField(label=gettext_lazy("Merge it into"), queryset=None)

    def __init__(self, *args, term, **kwargs):
        super().__init__(*args, **kwargs)
        others = type(term).objects.filter(locale=term.locale_id).exclude(pk=term.pk)
        self.fields["into"].queryset = others


class MergeView(PermissionCheckedMixin, WagtailAdminTemplateMixin, FormView):
    """Ask into which other one a topic or life stage is merged, and do it."""

    model = None
    index_url_name = None
    header_icon = ""
    permission_required = "delete"
    page_title = gettext_lazy("Merge")
    # Without them the head of the page says what is done to what.
    breadcrumbs_items = []
    template_name = "core/merge_term.html"
    form_class = MergeForm

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.term = get_object_or_404(self.model, pk=kwargs["pk"])

    def get_page_subtitle(self):
        return str(self.term)

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "term": self.term}

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            term=self.term, pages=pages_naming(self.term).count(), **kwargs
        )

    def form_valid(self, form):
        name, into = str(self.term), form.cleaned_data["into"]
        merge_terms(term=self.term, into=into)
        messages.success(
            self.request,
            _("“%(name)s” is now “%(into)s”, on every page.") % {"name": name, "into": into},
        )
        return redirect(self.index_url_name)


class TermViewSet(SnippetViewSet):
    add_to_admin_menu = True
    search_fields = ["name"]
    copy_view_enabled = False

    def get_urlpatterns(self):
        merge = self.construct_view(MergeView)
        return [*super().get_urlpatterns(), path("merge/<int:pk>/", merge, name="merge")]


class TopicViewSet(TermViewSet):
    model = Topic
    icon = "tag"
    menu_label = gettext_lazy("Topics")
    menu_order = 230
    list_display = ["name", "slug"]


class LifeStageViewSet(TermViewSet):
    model = LifeStage
    icon = "user"
    menu_label = gettext_lazy("Life stages")
    menu_order = 231
    list_display = ["name", "slug", "position"]


register_snippet(TopicViewSet)
register_snippet(LifeStageViewSet)


@hooks.register("register_snippet_listing_buttons")
def offer_merging(snippet, user, next_url=None):
    viewset = snippet.snippet_viewset
    if isinstance(snippet, Term) and viewset.permission_policy.user_has_permission(user, "delete"):
        url = reverse(viewset.get_url_name("merge"), args=[snippet.pk])
        yield Button(_("Merge"), url, icon_name="resubmit", priority=25)


@hooks.register("before_delete_snippet")
def keep_what_is_in_use(request, instances):
    """Say which pages use a topic or life stage instead of taking it away from them."""
    used = {term: pages_naming(term) for term in instances if isinstance(term, Term)}
    used = {term: pages for term, pages in used.items() if pages}
    for term, pages in used.items():
        messages.error(
            request,
            _("“%(name)s” is in use: %(pages)s. Merge it into another one instead.")
            % {"name": term, "pages": ", ".join(capfirst(page.draft_title) for page in pages)},
        )
    if used:
        return redirect(next(iter(used)).snippet_viewset.get_url_name("list"))
    return None
