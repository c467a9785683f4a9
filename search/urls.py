from django.urls import path

from search import click_views, completion_views, missing_views, views

app_name = "search"
urlpatterns = [
    path("iskanje/", views.results, name="results"),
    path("iskanje/klik/", click_views.click, name="click"),
    path("iskanje/povejte/", missing_views.missing, name="missing"),
    path("iskanje/predlogi/", completion_views.complete, name="completion"),
]
