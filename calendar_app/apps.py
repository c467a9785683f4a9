from django.apps import AppConfig


class CalendarAppConfig(AppConfig):
    name = "calendar_app"

    def ready(self):
        from calendar_app import text_checks  # models are loaded by now
        from calendar_app.models import (  # likewise
            events_coming_of,
            events_just_past,
        )
        from moderation.collecting import register_past_events  # likewise
        from network.published import register_published  # likewise

        register_published("events_coming", events_coming_of)
        register_past_events(events_just_past)
        text_checks.register()
