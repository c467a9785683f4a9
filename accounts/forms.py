from allauth.account.forms import ChangePasswordForm as AllauthChangePasswordForm
from allauth.account.forms import LoginForm as AllauthLoginForm
from allauth.account.forms import ResetPasswordForm as AllauthResetPasswordForm
from allauth.account.forms import ResetPasswordKeyForm as AllauthResetPasswordKeyForm
from django import forms
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext_lazy as _

from accounts.models import User


class WithoutPlaceholders:
    """allauth writes each label a second time into the field, where it vanishes on typing."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)


class LoginForm(WithoutPlaceholders, AllauthLoginForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["login"].label = _("Username or e-mail address")
        # SQLite refuses to compare what is very long; no address is longer.
        self.fields["login"].validators.append(MaxLengthValidator(254))
        self.fields["login"].widget.attrs |= {"autocomplete": "username", "autocapitalize": "none"}


class ResetPasswordForm(WithoutPlaceholders, AllauthResetPasswordForm):
    pass


class ResetPasswordKeyForm(WithoutPlaceholders, AllauthResetPasswordKeyForm):
    pass


class ChangePasswordForm(WithoutPlaceholders, AllauthChangePasswordForm):
    pass


class ProfileForm(forms.ModelForm):
    class Meta:
        model = User
        fields = ["first_name", "last_name"]
        widgets = {
            "first_name": forms.TextInput(attrs={"autocomplete": "given-name"}),
            "last_name": forms.TextInput(attrs={"autocomplete": "family-name"}),
        }

    def save(self, commit=True):
        # Never the whole row: it may have been switched off since it was read.
        self.instance.save(update_fields=["first_name", "last_name"])
        return self.instance


class WishesForm(forms.ModelForm):
    """How somebody wishes to be written to."""

    class Meta:
        model = User
        fields = ["mail_rhythm", "language"]
        widgets = {"mail_rhythm": forms.RadioSelect, "language": forms.RadioSelect}
        help_texts = {
            "mail_rhythm": _(
                "Once a day everything comes in one mail; what is urgent comes at once all the same. "
                "Urgent is: your duty, an answer that is due, something that was taken down, "
                "a reader's report. What became of your own texts we always tell you."
            ),
        }


class AddressForm(forms.Form):
    """The wish for another address; whoever asks knows the password."""

    new_email = forms.EmailField(
        label=_("New e-mail address"), widget=forms.EmailInput(attrs={"autocomplete": "email"})
    )
    password = forms.CharField(
        label=_("Your password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )

    def __init__(self, *args, user, **kwargs):
        self.user = user
        super().__init__(*args, **kwargs)

    def clean_password(self):
        if not self.user.check_password(self.cleaned_data["password"]):
            raise forms.ValidationError(_("The password is not right."))
        return self.cleaned_data["password"]
