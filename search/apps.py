from datetime import timedelta

from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "search"

    def ready(self):
        from core.scheduling import register_job  # models are loaded by now
        from search import (  # likewise
            jobs,
            receivers,  # noqa: F401 -- connects them
        )

        register_job(name="search.replica", every=timedelta(minutes=1), run=jobs.keep_replica)
