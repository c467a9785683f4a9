from collections import deque

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.utils import timezone

from duty.answers import duty_now
from home.demo_loading import demo
from home.demo_loading.content import read


class Command(BaseCommand):
    help = (
        "Load believable content, alive on the day of loading. A second run changes nothing; "
        "--posts and --events add generated pages until so many are public."
    )
    # Whoever loads has just migrated, which checks the same.
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("--posts", type=int, default=0, help="how many posts are public")
        parser.add_argument("--events", type=int, default=0, help="how many events are public")
        parser.add_argument("--seed", type=int, default=1, help="the same seed, the same content")
        parser.add_argument(
            "--force", action="store_true", help="even without DEBUG or beside other texts"
        )

    def handle(self, *, posts, events, seed, force, **options):
        if not (settings.DEBUG or force):
            raise CommandError("This is no place for a demonstration: DEBUG is off.")
        # With DEBUG Django keeps the last 9,000 statements; a hundred pages fit into each of ours.
        kept, connection.queries_log = connection.queries_log, deque(maxlen=0)
        try:
            self._load(posts=posts, events=events, seed=seed, force=force)
        finally:
            connection.queries_log = kept

    def _load(self, *, posts, events, seed, force):
        now = timezone.now()
        is_new = not demo.is_loaded()
        if is_new:
            try:
                demo.load(now=now, seed=seed, beside_others=force)
            except demo.NotEmpty as reason:
                raise CommandError(str(reason)) from reason
        added = demo.fill_up(posts=posts, events=events, now=now, seed=seed, tell=self.stdout.write)
        if is_new or added:
            call_command("update_index", verbosity=1 if added else 0, stdout=self.stdout)
        self.stdout.write("Loaded." if is_new else "It had been loaded before.")
        self._show_accounts(now)

    def _show_accounts(self, now):
        password = read("people")["password"]
        accounts = demo.accounts()
        width = max(len(account.username) for account in accounts)
        for account in accounts:
            self.stdout.write(f"  {account.username:<{width}}  {password}  {account.role}")
        self.stdout.write(f"On duty: {duty_now(now).partner or 'the coordinators'}")
