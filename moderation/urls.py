from django.urls import path

from moderation import link_views, mail_views, report_views

urlpatterns = [
    path("sporoci-napako/", report_views.report, name="report_mistake"),
    path("odlocitev/<str:token>/", mail_views.decide, name="decide_by_mail"),
    path("odlocitev/<str:token>/besedilo/", mail_views.reading, name="read_by_mail"),
    path("odlocitev/<str:token>/media/<path:path>", mail_views.picture, name="picture_by_mail"),
    path(
        "odlocitev/<str:token>/datoteke/<int:file_id>/<str:filename>",
        mail_views.file,
        name="file_by_mail",
    ),
    path("racun/povezave/", link_views.own_links, name="own_links"),
    path("racun/povezave/preklici/", link_views.revoke_all_own, name="revoke_own_links"),
    path("racun/povezave/<int:link_id>/preklici/", link_views.revoke_own, name="revoke_own_link"),
]
