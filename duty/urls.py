"""The roster for readers, in every language."""

from django.urls import path

from duty.views import public

urlpatterns = [path("dezurstvo/", public.roster, name="public_roster")]
