"""How every form of the site is drawn, and what a picture needs."""

from django import forms
from django.forms.renderers import TemplatesSetting
from django.utils.translation import gettext_lazy as _
from wagtail.images.forms import BaseImageForm


class FormRenderer(TemplatesSetting):
    """Draw fields with our component: label, help, field, and the error beside it."""

    field_template_name = "components/form_field.html"


class PictureForm(BaseImageForm):
    """The CMS's form for a picture: who made it is not optional."""

    author = forms.CharField(label=_("Author of the picture"), max_length=120)
