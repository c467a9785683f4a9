from datetime import timedelta

from django.apps import AppConfig


class ModerationConfig(AppConfig):
    name = "moderation"

    def ready(self):
        from core.scheduling import register_job  # models are loaded by now
        from moderation import jobs, receivers  # noqa: F401 -- connects the receivers

        register_job(
            name="moderation.announce_duty", every=timedelta(minutes=5), run=jobs.announce_duty
        )
        register_job(
            name="moderation.forget_reports", every=timedelta(days=1), run=jobs.forget_reports
        )
