from datetime import timedelta

from django.apps import AppConfig


class HomeConfig(AppConfig):
    name = "home"

    def ready(self):
        from core.scheduling import register_job  # models are loaded by now
        from home import jobs  # likewise

        register_job(
            name="home.publish_scheduled",
            every=timedelta(seconds=30),
            run=jobs.publish_scheduled,
        )
