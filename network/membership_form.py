"""The CMS's form of a membership: a person is named by e-mail and need not have an account yet."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from accounts.services import account_for


class MembershipForm(WagtailAdminModelForm):
    """Who belongs to the membership is fixed once it exists; only the role changes then."""

    email = forms.EmailField(
        label=_("e-mail address"),
        help_text=_("Without an account, one is made and the person gets mail on how to begin."),
    )
    first_name = forms.CharField(label=_("first name"), max_length=150, required=False)
    last_name = forms.CharField(label=_("last name"), max_length=150, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if not self.instance._state.adding:
            for name in ("email", "first_name", "last_name", "organisation"):
                del self.fields[name]

    def clean(self):
        cleaned_data = super().clean()
        email, organisation = cleaned_data.get("email"), cleaned_data.get("organisation")
        members = organisation.memberships if organisation else None
        if email and members and members.filter(user__email=email.lower()).exists():
            self.add_error("email", _("This person already belongs to the organisation."))
        return cleaned_data

    def save(self, commit=True):
        if self.instance._state.adding:
            self.instance.user = account_for(
                email=self.cleaned_data["email"],
                first_name=self.cleaned_data["first_name"],
                last_name=self.cleaned_data["last_name"],
                now=timezone.now(),
            )
        return super().save(commit=commit)
