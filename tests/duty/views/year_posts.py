"""What a browser sends for a year of the roster."""

from datetime import date

from duty.models import DutyMonth
from duty.roster import months_from


def year_as_shown(year: int, first_open: date, **changes) -> dict[str, str]:
    """Return the form of a year as it stands on the screen, with other choices for some months.

    ``changes`` name a month as m01 and the partner that it goes to, or ``None``.
    """
    plan = dict(DutyMonth.objects.values_list("month", "partner"))
    sent = {}
    for month in months_from(date(year, 1, 1), 12):
        if month < first_open:
            continue
        planned = plan.get(month) or 0
        wished = planned
        name = f"m{month:%m}"
        if name in changes:
            wished = changes[name].pk if changes[name] else 0
        sent[f"mesec-{month:%Y-%m}"] = str(wished)
        sent[f"videno-{month:%Y-%m}"] = str(planned)
    return sent
