from django.urls import path

app_name = "contribute"
urlpatterns = []
