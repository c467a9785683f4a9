from datetime import timedelta

from django.apps import AppConfig


class ModerationConfig(AppConfig):
    name = "moderation"

    def ready(self):
        from core.scheduling import register_job  # models are loaded by now
        from moderation import jobs, receivers  # noqa: F401 -- connects the receivers
        from moderation.completeness import lacking_in  # models are loaded by now
        from moderation.text_checks import everywhere  # likewise
        from network.completeness import register_completeness  # likewise

        _silence_wagtail()
        everywhere.register()
        register_completeness(lacking_in)
        for every, run in (
            (timedelta(minutes=1), jobs.check_links),
            (timedelta(minutes=5), jobs.announce_duty),
            (timedelta(minutes=10), jobs.remind_of_promises),
            (timedelta(hours=1), jobs.escalate_hand_over),
            (timedelta(days=1), jobs.forget_decision_links),
            (timedelta(days=1), jobs.forget_link_states),
            (timedelta(days=1), jobs.forget_reports),
            (timedelta(days=1), jobs.forget_what_was_read),
        ):
            register_job(name=f"moderation.{run.__name__}", every=every, run=run)


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
