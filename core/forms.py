"""How every form of the site is drawn, and what a picture needs."""

from django import forms
from django.core.exceptions import ValidationError
from django.forms.renderers import TemplatesSetting
from django.utils.translation import gettext_lazy as _
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm

from core.pictures import without_metadata


class FormRenderer(TemplatesSetting):
    """Draw fields with our component: label, help, field, and the error beside it."""

    field_template_name = "components/form_field.html"


class PictureFileField(WagtailImageField):
    def to_python(self, data):
        """Refuse with a message what Wagtail's field lets pass and what then cannot be opened."""
        try:
            file = super().to_python(data)
            if file:
                without_metadata(file)
                file.seek(0)
        except ValidationError:
            raise
        except Exception as error:
            # Decoders raise whatever they stumble over, and Pillow refuses bombs in its own words.
            raise ValidationError(
                self.error_messages["invalid_image"], code="invalid_image"
            ) from error
        return file


class PictureForm(BaseImageForm):
    """The CMS's form for a picture: who made it is not optional."""

    author = forms.CharField(label=_("Author of the picture"), max_length=120)
    consent = forms.TypedChoiceField(
        label=_("Do the people in it agree?"),
        required=False,
        empty_value="unknown",
        help_text=_("That everybody may see them here."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "consent" in self.fields:
            self.fields["consent"].choices = self._meta.model._meta.get_field("consent").choices
        if "file" in self.fields:
            known = self.fields["file"]
            self.fields["file"] = PictureFileField(label=known.label, widget=known.widget)
