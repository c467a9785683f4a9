"""The form of a post, and what the other forms have in common with it."""

from uuid import UUID, uuid4

from django import forms
from django.core import signing
from django.utils.translation import gettext_lazy as _
from wagtail.models import Locale

from contribute.forms.fields import LineField, SeveralField, UploadField
from contribute.forms.text import TextForm
from contribute.services import describe_picture
from core.body import text_of
from core.models import Consent, Picture, Topic
from network.media import is_used_in_public
from network.models import Municipality, Organisation

PICTURE_SALT = "contribute.picture"
KEY_SALT = "contribute.key"


class ContributionForm(TextForm):
    """What all texts have in common.

    A picture is kept as soon as it has arrived; ``kept_picture`` is a signed note that says which
    one, for whom and for which organisation.
    """

    organisation = forms.ModelChoiceField(
        label=_("For which organisation?"), queryset=None, widget=forms.RadioSelect
    )
    topics = SeveralField(label=_("What is it about?"), required=False, queryset=None)
    municipality = forms.ModelChoiceField(
        label=_("Municipality"),
        required=False,
        queryset=Municipality.objects.all(),
        empty_label=_("none in particular"),
    )
    picture = UploadField(label=_("Picture"), required=False, widget=forms.FileInput)
    kept_picture = forms.CharField(required=False, widget=forms.HiddenInput)
    remove_picture = forms.BooleanField(label=_("Remove this picture"), required=False)
    picture_author = LineField(label=_("Who took or drew it?"), required=False, max_length=120)
    picture_consent = forms.ChoiceField(
        label=_("Do the people in it agree?"),
        required=False,
        choices=Consent,
        widget=forms.RadioSelect,
        help_text=_("That everybody may see them here."),
    )
    key = forms.CharField(required=False, widget=forms.HiddenInput)

    field_order = ["organisation", "title", "summary", "text"]
    facts_of_page = ("title", "summary", "municipality", "picture_alt")
    # Fields of the page that name several rows.
    several = ()
    # What contribute.services.missing_in asks of every text; the labels say so.
    needed_to_hand_in = ("summary", "text")

    def __init__(
        self, data=None, files=None, *, user, organisations=(), others=(), page=None, seen=""
    ):
        """``page`` is the newest draft, or None for a new text of one of ``organisations``.

        ``others`` are those for which the person may enter what came by mail.
        """
        self.user = user
        self.page = page
        self._answered = None
        self._organisation = page.organisation if page else None
        self._only_own = None
        initial = self._initial_of(page, seen) if page else {"key": self._new_key()}
        super().__init__(data, files, initial=initial)
        if page or (len(organisations) == 1 and not others):
            self._organisation = self._organisation or organisations[0]
            del self.fields["organisation"]
        else:
            self._offer(organisations, others)
        for name in self.needed_to_hand_in:
            self.fields[name].needed_to_hand_in = True
        self.locale = page.locale if page else Locale.get_default()
        self.fields["topics"].queryset = Topic.objects.filter(locale=self.locale)
        # Phones send their own formats as JPEG when nothing else is asked for.
        self.fields["picture"].widget.attrs["accept"] = "image/jpeg,image/png,image/webp"
        self.fields["picture"].help_text = _("A photograph or a drawing, up to 15 MB.")
        if self.shown_picture and is_used_in_public(self.shown_picture):
            self.fields["picture_author"].disabled = True
            self.fields["picture_author"].help_text = _(
                "The picture is public already; only the coordinators can correct this."
            )
            self.initial["picture_author"] = self.shown_picture.author
            self.fields["picture_consent"].disabled = True
            self.initial["picture_consent"] = self.shown_picture.consent

    def _offer(self, organisations, others):
        """Let the person choose for whom the text is; their own organisation where nothing is said."""
        field = self.fields["organisation"]
        field.queryset = Organisation.objects.filter(
            pk__in=[organisation.pk for organisation in (*organisations, *others)]
        )
        if not others:
            return
        field.widget = forms.Select()
        field.help_text = _("What you enter for others is decided by somebody else.")
        groups = ((_("Yours"), organisations), (_("Entered for another"), others))
        if len(organisations) == 1:
            [self._only_own] = organisations
            field.initial, field.required = self._only_own, False
            empty = []
        else:
            empty = [("", _("choose"))]
        field.choices = empty + [
            (label, [(organisation.pk, organisation.name) for organisation in group])
            for label, group in groups
            if group
        ]

    def _initial_of(self, page, seen):
        several = ("topics", *self.several)
        return {
            **{name: page.serializable_value(name) for name in self.facts_of_page},
            **{name: [row.pk for row in getattr(page, name).all()] for name in several},
            "text": text_of(page.body).text,
            "kept_picture": page.picture_id and self._note(page.picture_id),
            "picture_author": page.picture.author if page.picture else "",
            "picture_consent": page.picture.consent if page.picture else "",
            "seen": seen,
            "typed_from": page.latest_revision_id,
        }

    # --- what was entered -------------------------------------------------------------------

    @property
    def owner(self):
        """The organisation of the text; None while it is not chosen."""
        return self._organisation or getattr(self, "cleaned_data", {}).get("organisation")

    @property
    def shown_picture(self):
        """The picture that stands in the form, if there is one and it may be chosen here."""
        note = self.data.get("kept_picture") if self.is_bound else self.initial.get("kept_picture")
        asked = (note, self.owner)
        if not self._answered or self._answered[0] != asked:
            self._answered = (asked, self._picture_of(note))
        return self._answered[1]

    def facts(self):
        """Return what the service keeps; only for a valid form."""
        data = self.cleaned_data
        facts = {name: data[name] for name in self.facts_of_page}
        facts["text"], facts["typed_from"] = data["text"], data["typed_from"]
        facts |= {name: list(data[name]) for name in ("topics", *self.several)}
        facts["picture"] = None if data["remove_picture"] else self.shown_picture
        if facts["picture"] is None:
            facts["picture_alt"] = ""
        return facts

    def one_key(self):
        """Return the key under which a new text is made once, or None when it was tampered with."""
        try:
            owner, key = signing.loads(self.cleaned_data["key"], salt=KEY_SALT)
        except signing.BadSignature:
            return None
        return UUID(key) if owner == self.user.pk else None

    def describe_picture(self):
        """Keep who made the picture that stays, and whether its people agree."""
        picture = None if self.cleaned_data["remove_picture"] else self.shown_picture
        if picture and not self.fields["picture_author"].disabled:
            describe_picture(
                user=self.user,
                picture=picture,
                author=self.cleaned_data["picture_author"],
                consent=self.cleaned_data["picture_consent"],
                page_id=self.page and self.page.pk,
            )

    def clean_organisation(self):
        return self.cleaned_data["organisation"] or self._only_own

    def clean(self):
        cleaned_data = super().clean()
        self._refuse_another_owner()
        note = cleaned_data.get("kept_picture")
        if note and not self.shown_picture and not cleaned_data.get("picture"):
            self.add_error("picture", _("Choose the picture once more, please."))
        return cleaned_data

    def _refuse_another_owner(self):
        """A text that was typed for one organisation never becomes another's without a word."""
        asked = self.data.get("organisation")
        if "organisation" in self.fields or self.page or not asked:
            return
        if asked != str(self._organisation.pk):
            self.add_error(
                None,
                _("You cannot enter it for that organisation now; saved here it is yours: %(own)s.")
                % {"own": self._organisation.name},
            )

    # --- what is shown again ----------------------------------------------------------------

    def keep(self, picture):
        """Have the form shown again with a picture that has just arrived."""
        self.data["kept_picture"] = self._note(picture.pk)
        self.data.pop("remove_picture", None)
        self.cleaned_data["remove_picture"] = False

    # --- notes that only we can write -------------------------------------------------------

    def _note(self, picture_id):
        return signing.dumps(
            [picture_id, self.user.pk, self.owner.pk], salt=PICTURE_SALT, compress=True
        )

    def _picture_of(self, note):
        try:
            picture_id, user_id, organisation_id = signing.loads(note or "", salt=PICTURE_SALT)
        except signing.BadSignature:
            return None
        if user_id != self.user.pk or not self.owner:
            return None
        if organisation_id != self.owner.pk:
            return None
        return Picture.objects.filter(pk=picture_id).select_related("collection").first()

    def _new_key(self):
        return signing.dumps([self.user.pk, str(uuid4())], salt=KEY_SALT)


class PostForm(ContributionForm):
    pass
