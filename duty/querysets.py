from django.db import models


class DutyMonthQuerySet(models.QuerySet):
    def with_partner_in_network(self):
        """Months that a partner keeps; the others fall to the coordinators."""
        return self.filter(partner__is_active=True, partner__is_partner=True)

    def as_plan(self) -> dict:
        """Return month → partner for those months whose partner is in the network."""
        return dict(self.with_partner_in_network().values_list("month", "partner_id"))
