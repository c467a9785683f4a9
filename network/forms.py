"""The CMS's form of a moderated page, and filters that stand in the address."""

from urllib.parse import urlencode

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminPageForm

from network.completeness import lacking_in
from network.references import foreign_fields, references_of

# Wagtail's buttons that begin a review.
HANDING_IN = {"action-submit", "action-restart-workflow"}


class FilterForm(forms.Form):
    """A filter of a public list: what cannot be understood is left aside, never an error."""

    def chosen(self) -> dict:
        """Return the values that were given and understood."""
        self.is_valid()
        # Nothing is to be mended in an address.
        self.errors.clear()
        return {name: value for name, value in self.cleaned_data.items() if value}

    def query(self) -> str:
        """Return the filters as they stand in the address, for links to other pages of the list."""
        chosen = self.chosen()
        return urlencode([(name, self.data[name]) for name in self.fields if name in chosen])


class OrganisationFilterForm(FilterForm):
    vrsta = forms.ChoiceField(
        label=_("What"),
        required=False,
        choices=[
            ("", _("all")),
            ("partner", _("partners")),
            ("mladinske", _("youth organisations")),
            ("ustanove", _("institutions")),
            ("celice", _("youth cells")),
        ],
    )
    obcina = forms.ModelChoiceField(
        label=_("Municipality"),
        required=False,
        queryset=None,
        to_field_name="slug",
        empty_label=_("all"),
    )
    FIELD_OF_KIND = {
        "partner": "is_partner",
        "mladinske": "is_youth_organisation",
        "ustanove": "is_institution",
        "celice": "is_youth_cell",
    }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["obcina"].queryset = municipalities()

    def narrow(self, organisations):
        chosen = self.chosen()
        if "vrsta" in chosen:
            organisations = organisations.filter(**{self.FIELD_OF_KIND[chosen["vrsta"]]: True})
        if "obcina" in chosen:
            organisations = organisations.filter(municipality=chosen["obcina"])
        return organisations


class PlaceFilterForm(FilterForm):
    kaj = forms.ChoiceField(label=_("What"), required=False)
    obcina = forms.ModelChoiceField(
        label=_("Municipality"),
        required=False,
        queryset=None,
        to_field_name="slug",
        empty_label=_("all"),
    )
    # As they stand in the address.
    KINDS = {
        "mladinski-centri": "youth_centre",
        "mladinske-sobe": "youth_room",
        "delovne-postaje": "work_station",
        "dvorane": "hall",
        "vadnice": "rehearsal_room",
        "na-prostem": "outdoor",
        "drugo": "other",
    }

    def __init__(self, *args, **kwargs):
        from network.models import PlaceKind  # the models import this module

        super().__init__(*args, **kwargs)
        self.fields["kaj"].choices = [
            ("", _("all")),
            *((word, PlaceKind(kind).label) for word, kind in self.KINDS.items()),
        ]
        self.fields["obcina"].queryset = municipalities()

    def narrow(self, places):
        chosen = self.chosen()
        if "kaj" in chosen:
            places = places.filter(kind=self.KINDS[chosen["kaj"]])
        if "obcina" in chosen:
            places = places.filter(municipality=chosen["obcina"])
        return places


def municipalities():
    """All municipalities; the models import this module, so it cannot import them at its top."""
    from network.models import Municipality  # see the docstring

    return Municipality.objects.all()


class ModeratedPageForm(WagtailAdminPageForm):
    """The editor's form. A new page needs an owner among the organisations one acts for."""

    organisation = forms.ModelChoiceField(
        label=_("Organisation"),
        queryset=None,
        required=False,
        help_text=_("The text belongs to it, not to you: colleagues can go on with it."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self._referred_to = {} if self.instance._state.adding else references_of(self.instance)
        from network.translations import original_of  # it imports the models, which import us

        if original_of(self.instance):
            # Wagtail writes what stands in the form to the row of a page that is not live, and a
            # translation takes its facts from its row.
            for field in self.instance.shared_fields():
                self.fields.pop(field.name, None)
        if "organisation" not in self.fields:
            return
        from network.models import Organisation  # the models import this module

        if not self.instance._state.adding:
            del self.fields["organisation"]
            return
        field = self.fields["organisation"]
        field.queryset = Organisation.objects.active()
        if not self.for_user.is_superuser:
            field.queryset = field.queryset.filter(memberships__user=self.for_user)
        only = list(field.queryset[:2])
        if len(only) == 1:
            field.initial = only[0]
        field.required = True
        field.required_on_save = True

    def clean(self):
        cleaned_data = super().clean()
        if self._is_out_of_date():
            raise ValidationError(
                _(
                    "Somebody else changed this text while you were writing. What you typed is "
                    "still here: compare the two, then save again to keep yours."
                )
            )
        return cleaned_data

    def _is_out_of_date(self):
        """Tell whether the newest version is not the one in the editor; Wagtail asks autosave alone.

        A number is not enough: somebody else's autosave writes over the version that we loaded.
        """
        latest = self.instance.latest_revision
        if latest is None:
            return False
        if own := self.data.get("overwrite_revision_id"):
            return own != str(latest.pk)
        loaded = self.data.get("loaded_revision_id") or str(latest.pk)
        written = latest.created_at.isoformat()
        when = self.data.get("loaded_revision_created_at") or written
        return (loaded, when) != (str(latest.pk), written)

    def _post_clean(self):
        super()._post_clean()
        if self.for_user is None:
            return
        for field in foreign_fields(self.instance, self.for_user, known=self._referred_to):
            self.add_error(
                field if field in self.fields else None,
                _("Choose pictures and files of your organisation, and pages that are public."),
            )
        if HANDING_IN & self.data.keys():
            self._refuse_incomplete()

    def _refuse_incomplete(self):
        """Ask for what is missing beside its field, as the author's own form does."""
        for name, words in lacking_in(self.instance, timezone.now()).items():
            # Rows that are named are set when the form is saved; here the page has its old ones.
            is_named = isinstance(self.cleaned_data.get(name), QuerySet)
            if name not in self.errors and not (is_named and self.cleaned_data[name]):
                self.add_error(name if name in self.fields else None, words)

    def save(self, commit=True):
        """Save, unless the page changed under our hands.

        :raises PermissionDenied: which the editor shows with everything that was typed
        """
        # Of Wagtail's buttons only "save" opens a transaction, and PostgreSQL locks in one alone.
        with transaction.atomic():
            if self.instance._state.adding:
                self.instance._new_owner = self.cleaned_data["organisation"]
            else:
                self._refuse_stale()
            return super().save(commit=commit)

    def _refuse_stale(self):
        """A page decided since it was read must not be written back as it was before."""
        from network.models import Contribution  # the models import this module

        try:
            contribution = Contribution.objects.locked(self.instance.pk)
        except Contribution.DoesNotExist as gone:
            raise PermissionDenied(_("Meanwhile somebody has deleted this text.")) from gone
        page = contribution.page
        was = (self.instance.live, self.instance.latest_revision_id)
        tester = self.instance.permissions_for_user(self.for_user)
        if (page.live, page.latest_revision_id) != was or not tester.can_edit(contribution):
            raise PermissionDenied(
                _(
                    "Meanwhile this text was handed in, decided or changed by somebody else. "
                    "Nothing was saved; what you typed is still here."
                )
            )
        # They stand in no form; a version that is restored would bring back its own.
        for name in ("slug", "go_live_at", "expire_at"):
            setattr(self.instance, name, getattr(page, name))
