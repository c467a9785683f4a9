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
        register_job(
            name="moderation.announce_duty", every=timedelta(minutes=5), run=jobs.announce_duty
        )
        register_job(
            name="moderation.escalate_hand_over",
            every=timedelta(hours=1),
            run=jobs.escalate_hand_over,
            name="moderation.forget_what_was_read",
            every=timedelta(days=1),
            run=jobs.forget_what_was_read,
        )
        register_job(
            name="moderation.remind_of_promises",
            every=timedelta(minutes=10),
            run=jobs.remind_of_promises,
        )
        register_job(
            name="moderation.forget_reports", every=timedelta(days=1), run=jobs.forget_reports
        )
        register_job(
            name="moderation.check_links", every=timedelta(minutes=1), run=jobs.check_links
        )
        register_job(
            name="moderation.forget_link_states",
            every=timedelta(days=1),
            run=jobs.forget_link_states,
        )
        register_job(
            name="moderation.forget_decision_links",
            every=timedelta(days=1),
            run=jobs.forget_decision_links,
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
