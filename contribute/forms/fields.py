"""Fields that take what phones send, and a form that can always be shown again."""

import re
from datetime import timedelta
from itertools import groupby

from django import forms
from django.core.validators import URLValidator
from django.forms.models import ModelChoiceIterator
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.images.fields import WagtailImageField

# Who types another year has made a slip; it also keeps dates within what a database can hold.
FARTHEST = timedelta(days=5 * 366)
LONGEST_ID = 18
CONTROLS = re.compile(r"[\x01-\x1f\x7f-\x9f\u2028\u2029]")
HALF_CHARACTERS = re.compile(r"[\ud800-\udfff]")


class KindForm(forms.Form):
    """A form that can always be shown again: half characters would break the answer itself."""

    def __init__(self, data=None, *args, **kwargs):
        if data is not None:
            data = data.copy()
            for name, values in data.lists():
                data.setlist(name, [HALF_CHARACTERS.sub("", value) for value in values])
        super().__init__(data, *args, **kwargs)


class LineField(forms.CharField):
    """Words in one line, whatever was pasted: they become titles and subjects of mails."""

    def to_python(self, value):
        return " ".join(CONTROLS.sub(" ", super().to_python(value)).split())


class SeveralField(forms.ModelMultipleChoiceField):
    """Rows to tick: topics, life stages, languages, organisations."""

    widget = forms.CheckboxSelectMultiple

    def clean(self, value):
        for given in value or ():
            if len(given) > LONGEST_ID:
                # Django hands such a number to SQLite, which raises OverflowError.
                raise forms.ValidationError(
                    self.error_messages["invalid_pk_value"],
                    code="invalid_pk_value",
                    params={"pk": given[:LONGEST_ID]},
                )
        return super().clean(value)


class PlacesByMunicipality(ModelChoiceIterator):
    def __iter__(self):
        yield "", self.field.empty_label
        for municipality, places in groupby(self.queryset, key=lambda place: place.municipality):
            yield municipality.name, [self.choice(place) for place in places]


class PlaceField(forms.ModelChoiceField):
    iterator = PlacesByMunicipality

    def label_from_instance(self, place):
        return place.name


class WebAddressField(forms.URLField):
    default_validators = [URLValidator(schemes=["http", "https"])]

    def __init__(self, **kwargs):
        super().__init__(assume_scheme="https", max_length=200, **kwargs)


class DayField(forms.DateField):
    """A day; a browser that knows no calendar sends what was typed."""

    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")

    def __init__(self, **kwargs):
        super().__init__(input_formats=["%Y-%m-%d", "%d.%m.%Y", "%d. %m. %Y"], **kwargs)

    def validate(self, value):
        super().validate(value)
        if value and abs(value - timezone.localdate()) > FARTHEST:
            raise forms.ValidationError(_("Is the year right?"))


class ClockField(forms.TimeField):
    widget = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")

    def __init__(self, **kwargs):
        super().__init__(input_formats=["%H:%M", "%H:%M:%S", "%H.%M"], **kwargs)


class UploadField(WagtailImageField):
    """A picture from a phone; what is wrong with it is said without the names of formats."""

    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        cannot_open = _("We cannot open this as a picture. Save it as JPEG or PNG and try again.")
        for code in ("invalid_image", "invalid_image_extension", "invalid_image_known_format"):
            self.error_messages[code] = cannot_open

    def to_python(self, data):
        try:
            return super().to_python(data)
        except forms.ValidationError:
            raise
        except Exception as error:
            # Wagtail asks the decoder for the size, and decoders raise whatever they stumble over.
            raise forms.ValidationError(
                self.error_messages["invalid_image"], code="invalid_image"
            ) from error
