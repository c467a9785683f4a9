from datetime import timedelta

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MailConfig(AppConfig):
    name = "mail"
    verbose_name = _("Mail")

    def ready(self):
        from core.scheduling import register_job  # models may be imported only now
        from mail import services  # the same

        register_job(name="mail.deliver", every=timedelta(seconds=5), run=services.deliver_due)
        register_job(name="mail.forget", every=timedelta(days=1), run=services.forget_sent)
