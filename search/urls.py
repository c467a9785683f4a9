from django.urls import path

from search import completion_views, views

app_name = "search"
urlpatterns = [
    path("iskanje/", views.results, name="results"),
    path("iskanje/predlogi/", completion_views.complete, name="completion"),
]
