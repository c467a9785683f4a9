from datetime import datetime

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from moderation.models import Answer
from moderation.models.hand_over import NOTES_MAX
from moderation.services import COMMENT_MAX


class ScreenForm(forms.Form):
    """One of several forms on the screen of a text: equal fields of two need different ids."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, auto_id=f"{type(self).__name__.lower()}_%s", **kwargs)


class DecisionForm(ScreenForm):
    """What was read: the revision and the digest of its words."""

    revision = forms.IntegerField(widget=forms.HiddenInput)
    digest = forms.CharField(widget=forms.HiddenInput, min_length=64, max_length=64)


class ApproveForm(DecisionForm):
    comment = forms.CharField(
        label=_("A word to the author (not needed)"),
        required=False,
        max_length=COMMENT_MAX,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    go_live_at = forms.DateTimeField(
        label=_("Publish on a date (leave empty to publish now)"),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"],
    )

    def clean_go_live_at(self):
        go_live_at: datetime | None = self.cleaned_data["go_live_at"]
        if go_live_at and go_live_at <= timezone.now():
            raise forms.ValidationError(_("Choose a time that is still to come."))
        return go_live_at


class SendBackForm(DecisionForm):
    comment = forms.CharField(
        label=_("What should be changed?"),
        max_length=COMMENT_MAX,
        widget=forms.Textarea(attrs={"rows": 7}),
        error_messages={"required": _("Write what should be changed.")},
    )


class MailDecisionForm(ScreenForm):
    """A decision by the link of a mail, which itself says what was read."""

    decision = forms.TypedChoiceField(
        choices=Answer,
        coerce=Answer,
        widget=forms.HiddenInput,
        error_messages={
            name: _("Press one of the buttons.") for name in ("required", "invalid_choice")
        },
    )
    comment = forms.CharField(
        label=_("What should be changed?"),
        required=False,
        max_length=COMMENT_MAX,
        widget=forms.Textarea(attrs={"rows": 5}),
    )

    def clean_decision(self):
        if len(self.data.getlist("decision")) != 1:
            raise forms.ValidationError(_("Press one of the buttons."))
        return self.cleaned_data["decision"]

    def clean(self):
        facts = super().clean()
        is_silent = "comment" in facts and not facts["comment"]
        if facts.get("decision") == Answer.SEND_BACK and is_silent:
            self.add_error("comment", _("Write what should be changed."))
        return facts


class ReasonForm(ScreenForm):
    reason = forms.CharField(
        label=_("Reason"), max_length=COMMENT_MAX, widget=forms.Textarea(attrs={"rows": 3})
    )


class TrustForm(forms.Form):
    """What the state shall be, and why."""

    is_trusted = forms.TypedChoiceField(
        choices=[("True", ""), ("False", "")],
        coerce=lambda value: value == "True",
        widget=forms.HiddenInput,
    )
    reason = forms.CharField(
        label=_("Why?"),
        max_length=COMMENT_MAX,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The leads of the organisation will read it."),
        error_messages={"required": _("Write why.")},
    )

    def show_again(self, **values):
        """Have hidden values of the form say something else when it is shown again."""
        self.data = self.data.copy()
        for name, value in values.items():
            self.data[name] = str(value)


class NotesForm(forms.Form):
    """Free notes of a hand-over, with the version of them that was read."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2**31 - 1)
    text = forms.CharField(
        label=_("Notes for the next partner"),
        help_text=_("Whom you wrote to, what you agreed, what to look at. Texts have comments."),
        required=False,
        max_length=NOTES_MAX,
        widget=forms.Textarea(attrs={"rows": 8}),
    )


class PageAddressForm(forms.Form):
    """A page of the site by its address, in a form that GET sends."""

    stran = forms.CharField(
        label=_("Address of the page"),
        max_length=500,
        widget=forms.TextInput(attrs={"inputmode": "url"}),
    )


class ReportForm(forms.Form):
    """A reader's report. The field named ``website`` is for robots; people do not see it."""

    address = forms.CharField(widget=forms.HiddenInput, max_length=500, required=False)
    message = forms.CharField(
        label=_("What is wrong?"), max_length=2000, widget=forms.Textarea(attrs={"rows": 5})
    )
    email = forms.EmailField(label=_("Your e-mail, if you would like an answer"), required=False)
    website = forms.CharField(required=False, widget=forms.HiddenInput)
