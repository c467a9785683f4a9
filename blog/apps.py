from django.apps import AppConfig


class BlogConfig(AppConfig):
    name = "blog"

    def ready(self):
        from blog.models import posts_of  # models are loaded by now
        from network.published import register_published  # likewise

        register_published("posts", posts_of)
