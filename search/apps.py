from datetime import timedelta

from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "search"

    def ready(self):
        from core.scheduling import register_job  # models are loaded by now
        from search import (  # likewise
            checks,  # noqa: F401 -- registers them
            jobs,
            receivers,  # noqa: F401 -- connects them
        )

        register_job(name="search.stale", every=timedelta(minutes=1), run=jobs.write_what_is_stale)
        register_job(name="search.in_step", every=timedelta(hours=1), run=jobs.keep_index_in_step)
