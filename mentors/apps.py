from django.apps import AppConfig


class MentorsConfig(AppConfig):
    name = "mentors"

    def ready(self):
        from mentors.models import mentors_of  # models are loaded by now
        from network.published import register_published  # likewise

        register_published("mentors", mentors_of)
