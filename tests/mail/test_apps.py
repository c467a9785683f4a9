from datetime import timedelta

from core import scheduling
from mail import services


def test_the_scheduler_delivers_every_five_seconds_and_forgets_every_day():
    jobs = {name: job for name, job in scheduling._jobs.items() if name.startswith("mail.")}

    assert jobs == {
        "mail.deliver": scheduling.Recurring(
            "mail.deliver", timedelta(seconds=5), services.deliver_due
        ),
        "mail.forget": scheduling.Recurring("mail.forget", timedelta(days=1), services.forget_sent),
    }
