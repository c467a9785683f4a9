from django.contrib.auth.models import Group
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from accounts.models import COORDINATORS, User
from home.site_setup import ensure_site


class Command(BaseCommand):
    help = "Make an empty installation usable; may be run again after every upgrade."

    def add_arguments(self, parser):
        parser.add_argument("--coordinator", help="e-mail address of the first coordinator")

    @transaction.atomic
    def handle(self, *, coordinator, **options):
        ensure_site()
        if coordinator:
            self._ensure_coordinator(coordinator)
        self.stdout.write("The site is set up.")

    def _ensure_coordinator(self, email):
        user = User.objects.filter(email__iexact=email).first()
        if user is None:
            username = email.partition("@")[0].lower()
            if User.objects.filter(username__iexact=username).exists():
                raise CommandError(f"There already is an account named {username}.")
            user = User.objects.create_user(username=username, email=email)
            self.stdout.write(f"{email} sets a password at /geslo/pozabljeno/.")
        user.groups.add(Group.objects.get(name=COORDINATORS))
