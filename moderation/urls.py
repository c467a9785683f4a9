from django.urls import path

from moderation import report_views

urlpatterns = [path("sporoci-napako/", report_views.report, name="report_mistake")]
