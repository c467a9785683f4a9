from django.apps import AppConfig


class GuidesConfig(AppConfig):
    name = "guides"

    def ready(self):
        from guides.models import guides_of  # models are loaded by now
        from network.published import register_published  # likewise

        register_published("guides", guides_of)
