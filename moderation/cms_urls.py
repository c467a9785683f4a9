"""Where decisions are made, below the CMS's address and before Wagtail's own."""

from django.urls import path

from moderation import (
    collecting_views,
    consent_views,
    figures_views,
    hand_over_views,
    link_views,
    report_views,
    translation_views,
    trust_views,
    views,
)

app_name = "moderation"
urlpatterns = [
    path("pregled/", views.queue, name="queue"),
    path("pregled/povezave/", link_views.all_links, name="links"),
    path("pregled/povezave/<int:link_id>/preklici/", link_views.revoke, name="revoke_link"),
    path("pregled/<int:page_id>/", views.submission, name="submission"),
    path("pregled/<int:page_id>/besedilo/<int:revision_id>/", views.reading, name="reading"),
    path("pregled/<int:page_id>/objavi/", views.approve, name="approve"),
    path("pregled/<int:page_id>/vrni/", views.send_back, name="send_back"),
    path("pregled/<int:page_id>/odgovor/", views.insert_reply, name="insert_reply"),
    path("pregled/<int:page_id>/berem/", views.claim, name="claim"),
    path("pregled/<int:page_id>/ne-berem/", views.give_back, name="give_back"),
    path("pregled/<int:page_id>/prevzemi/", views.take_over, name="take_over"),
    path("pregled/<int:page_id>/preklici-datum/", views.call_back, name="call_back"),
    path("pregled/<int:page_id>/umakni/", views.take_down, name="take_down"),
    path("pregled/porocilo/", figures_views.figures, name="figures"),
    path("pregled/porocilo.csv", figures_views.figures_csv, name="figures_csv"),
    path("pregled/porocilo/odlocitve/", figures_views.decisions, name="decisions"),
    path("pregled/predaja/", hand_over_views.hand_overs, name="hand_overs"),
    path("pregled/predaja/<int:year>/<int:month>/", hand_over_views.hand_over, name="hand_over"),
    path(
        "pregled/predaja/<int:year>/<int:month>/zapiski/",
        hand_over_views.write_notes,
        name="hand_over_notes",
    ),
    path(
        "pregled/predaja/<int:year>/<int:month>/prevzeto/",
        hand_over_views.confirm,
        name="confirm_hand_over",
    ),
    path(
        "localize/submit/page/<int:page_id>/",
        translation_views.TranslatePageView.as_view(),
        name="translate_page",
    ),
    path(
        "localize/submit/snippet/<slug:app_label>/<slug:model_name>/<str:pk>/",
        translation_views.TranslateSnippetView.as_view(),
        name="translate_snippet",
    ),
    path("zaupanje/", trust_views.organisations, name="trust"),
    path("zaupanje/<int:organisation_id>/", trust_views.organisation, name="trust_of"),
    path("pregled/zbiranje/", collecting_views.collecting, name="collecting"),
    path("pregled/zbiranje/prosi/", collecting_views.ask, name="ask_for_text"),
    path("pregled/slike/", consent_views.pictures, name="pictures"),
    path("pregled/slike/<int:picture_id>/", consent_views.remove_picture, name="remove_picture"),
    path(
        "pregled/slike/odstranjene/<int:number>/",
        consent_views.removed_picture,
        name="removed_picture",
    ),
    path("napake/", report_views.reports, name="reports"),
    path("napake/<int:report_id>/", report_views.resolve, name="resolve_report"),
]
