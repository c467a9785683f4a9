from django.apps import AppConfig


class GuidesConfig(AppConfig):
    name = "guides"

    def ready(self):
        from guides.models import guides_of  # models are loaded by now
        from guides.review import LABEL, past_review  # likewise
        from moderation.hand_over import register_line  # likewise
        from network.published import register_published  # likewise

        register_published("guides", guides_of)
        register_line("guides_past_review", LABEL, past_review)
