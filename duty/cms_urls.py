"""The roster's screens, below the CMS's address and before Wagtail's own."""

from django.urls import path

from duty.views import board, calendars, requests, year

app_name = "duty"
urlpatterns = [
    path("dezurstvo/", board.index, name="index"),
    path("dezurstvo/leto/<int:year>/", year.year, name="year"),
    path("dezurstvo/zgodovina/", board.history, name="history"),
    path("dezurstvo/nemogoce/<int:partner_id>/", requests.impossible, name="impossible"),
    path("dezurstvo/zamenjava/", requests.swap, name="swap"),
    path("dezurstvo/zamenjava/<int:swap_id>/sprejmi/", requests.accept_swap, name="accept_swap"),
    path("dezurstvo/zamenjava/<int:swap_id>/zavrni/", requests.decline_swap, name="decline_swap"),
    path("dezurstvo/zamenjava/<int:swap_id>/umakni/", requests.withdraw_swap, name="withdraw_swap"),
    path("dezurstvo/nadomescanje/", requests.stand_in, name="stand_in"),
    path(
        "dezurstvo/nadomescanje/<int:stand_in_id>/sprejmi/",
        requests.accept_stand_in,
        name="accept_stand_in",
    ),
    path(
        "dezurstvo/nadomescanje/<int:stand_in_id>/zavrni/",
        requests.decline_stand_in,
        name="decline_stand_in",
    ),
    path(
        "dezurstvo/nadomescanje/<int:stand_in_id>/umakni/",
        requests.withdraw_stand_in,
        name="withdraw_stand_in",
    ),
    path(
        "dezurstvo/nadomescanje/<int:stand_in_id>/koncaj/",
        requests.end_stand_in,
        name="end_stand_in",
    ),
    path("dezurstvo/prevzem/", requests.take_over, name="take_over"),
    path("dezurstvo/koledar/", calendars.calendars, name="calendars"),
    path("dezurstvo/koledar/preklici/", calendars.revoke_calendar, name="revoke_calendar"),
]
