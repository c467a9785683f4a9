"""Which pages everybody may open."""

from django.db.models import Exists, OuterRef
from django.db.models.functions import Length, Substr
from wagtail.models import PageViewRestriction


def open_to_all(pages):
    """Leave out pages that are restricted, themselves or by a page above.

    Wagtail's ``public()`` means the same, but asks for all restrictions with a query of its own.
    """
    above_or_itself = PageViewRestriction.objects.filter(
        page__path=Substr(OuterRef("path"), 1, Length("page__path"))
    )
    return pages.filter(~Exists(above_or_itself))
