from django.apps import AppConfig


class CalendarAppConfig(AppConfig):
    name = "calendar_app"

    def ready(self):
        from calendar_app import text_checks  # models are loaded by now
        from calendar_app.models import events_coming_of  # likewise
        from network.published import register_published  # likewise

        register_published("events_coming", events_coming_of)
        text_checks.register()
