"""Changes of the roster."""

from datetime import date

from django.db import transaction

from duty.models import DutyMonth
from network.models import Organisation


@transaction.atomic
def set_duty(*, month: date, partner: Organisation | None) -> DutyMonth:
    """Give a month to a partner, or to the coordinators with ``None``."""
    duty_month, _created = DutyMonth.objects.update_or_create(
        month=month.replace(day=1), defaults={"partner": partner}
    )
    return duty_month
