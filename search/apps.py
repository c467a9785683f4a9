from datetime import timedelta

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SearchConfig(AppConfig):
    name = "search"

    def ready(self):
        from core.scheduling import register_job  # models are loaded by now
        from moderation.screens import register_screen  # likewise
        from network.rights import keeps_watch  # likewise
        from search import (  # likewise
            checks,  # noqa: F401 -- registers them
            jobs,
            receivers,  # noqa: F401 -- connects them
        )
        from search.services.replica_keeping import keep_replica  # likewise

        register_screen("search_cms:report", _("Search"), keeps_watch)
        for every, run in (
            (timedelta(minutes=1), keep_replica),
            (timedelta(minutes=1), jobs.write_what_is_stale),
            (timedelta(hours=1), jobs.keep_index_in_step),
            (timedelta(days=1), jobs.bring_index_up_to_date),
            (timedelta(days=1), jobs.forget_old_queries),
            (timedelta(days=1), jobs.forget_rare_queries),
            (timedelta(days=1), jobs.complete_frequent_queries),
        ):
            register_job(name=f"search.{run.__name__}", every=every, run=run)
