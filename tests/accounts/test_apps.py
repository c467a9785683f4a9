from datetime import timedelta

from accounts.digest import send_digests
from core import scheduling


def test_the_scheduler_looks_for_digests_every_five_minutes():
    jobs = {name: job for name, job in scheduling._jobs.items() if name.startswith("accounts.")}

    assert jobs == {
        "accounts.digest": scheduling.Recurring(
            "accounts.digest", timedelta(minutes=5), send_digests
        )
    }
