"""The report on searches, and forms that stand before Wagtail's own under ``cms/``."""

from django.urls import path
from wagtail.admin.auth import require_admin_access

from search import promotion_views, report_views

app_name = "search_cms"
urlpatterns = [
    path("pregled/iskanje/", report_views.report, name="report"),
    path("pregled/iskanje/sopomenka/", report_views.add_synonym, name="add_synonym"),
    path(
        "searchpicks/",
        require_admin_access(promotion_views.PromotionsView.as_view()),
        name="promotions",
    ),
    path(
        "searchpicks/results/",
        require_admin_access(promotion_views.PromotionsView.as_view(results_only=True)),
        name="promotions_results",
    ),
    path(
        "searchpicks/add/",
        report_views.for_those_who_watch(promotion_views.PromoteView.as_view()),
        name="promote",
    ),
    path(
        "searchpicks/<int:query_id>/",
        require_admin_access(promotion_views.EditPromotionView.as_view()),
        name="edit_promotion",
    ),
]
