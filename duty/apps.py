from django.apps import AppConfig


class DutyConfig(AppConfig):
    name = "duty"

    def ready(self):
        from duty.answers import duty_answer  # models are loaded by now
        from network.duty_answer import register_duty_answer  # likewise

        register_duty_answer(duty_answer)
