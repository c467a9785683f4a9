from django.urls import path, register_converter
from django.urls.converters import IntConverter

from contribute import views


class PageId(IntConverter):
    """A number that a database can hold; SQLite raises OverflowError for a longer one."""

    regex = "[0-9]{1,18}"


register_converter(PageId, "page_id")

app_name = "contribute"
urlpatterns = [
    path("oddaj/", views.contributions, name="list"),
    path("oddaj/objava/", views.new_post, name="new_post"),
    path("oddaj/dogodek/", views.new_event, name="new_event"),
    path("oddaj/vodnik/", views.new_guide, name="new_guide"),
    path("oddaj/mentor/", views.new_mentor, name="new_mentor"),
    path("oddaj/organizacija/<slug:slug>/", views.organisation, name="organisation"),
    path("oddaj/<page_id:page_id>/", views.detail, name="detail"),
    path("oddaj/<page_id:page_id>/uredi/", views.edit, name="edit"),
    path("oddaj/<page_id:page_id>/oddaj/", views.hand_in, name="hand_in"),
    path("oddaj/<page_id:page_id>/umik/", views.withdraw, name="withdraw"),
    path("oddaj/<page_id:page_id>/izbrisi/", views.delete, name="delete"),
    path("oddaj/<page_id:page_id>/umakni/", views.take_down, name="take_down"),
    path("oddaj/<page_id:page_id>/stanje/", views.status, name="status"),
    path("oddaj/<page_id:page_id>/prevedi/", views.translate, name="translate"),
    path("oddaj/<page_id:page_id>/predogled/", views.preview, name="preview"),
]
