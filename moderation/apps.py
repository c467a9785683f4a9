from datetime import timedelta

from django.apps import AppConfig


class ModerationConfig(AppConfig):
    name = "moderation"

    def ready(self):
        from core.scheduling import register_job  # models are loaded by now
        from moderation import jobs, receivers  # noqa: F401 -- connects the receivers

        _silence_wagtail()
        register_job(
            name="moderation.announce_duty", every=timedelta(minutes=5), run=jobs.announce_duty
        )
        register_job(
            name="moderation.remind_of_promises",
            every=timedelta(minutes=10),
            run=jobs.remind_of_promises,
        )
        register_job(
            name="moderation.forget_reports", every=timedelta(days=1), run=jobs.forget_reports
        )


def _silence_wagtail():
    """Keep Wagtail from writing to authors about workflows.

    Our letters wait in the outbox and lead to addresses that authors may open. Wagtail's would go
    out beside them, while the decision still holds its row, and lead into the CMS.
    """
    from wagtail.admin import signal_handlers  # models are loaded by now

    for notifier in (
        signal_handlers.task_submission_email_notifier,
        signal_handlers.workflow_submission_email_notifier,
        signal_handlers.workflow_approval_email_notifier,
        signal_handlers.workflow_rejection_email_notifier,
    ):
        notifier.valid_classes = ()
