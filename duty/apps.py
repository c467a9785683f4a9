from datetime import timedelta

from django.apps import AppConfig


class DutyConfig(AppConfig):
    name = "duty"

    def ready(self):
        from core.scheduling import register_job  # models are loaded by now
        from duty import jobs  # likewise
        from duty.answers import duty_answer  # likewise
        from network.duty_answer import register_duty_answer  # likewise

        register_duty_answer(duty_answer)
        # First what partners lost: the warning of gaps that follows knows of it.
        register_job(name="duty.tidy_roster", every=timedelta(hours=1), run=jobs.tidy_roster)
        register_job(name="duty.warn_of_gaps", every=timedelta(hours=1), run=jobs.warn_of_gaps)
        register_job(
            name="duty.remind_partners", every=timedelta(hours=1), run=jobs.remind_partners
        )
