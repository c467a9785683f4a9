from datetime import timedelta

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "accounts"

    def ready(self):
        from accounts import digest  # models may be imported only now
        from core.scheduling import register_job  # the same

        register_job(name="accounts.digest", every=timedelta(minutes=5), run=digest.send_digests)
