from django.db import models


class DutyMonthQuerySet(models.QuerySet):
    def as_plan(self) -> dict:
        """Return month → partner for those months whose partner is in the network."""
        return dict(
            self.filter(partner__is_active=True, partner__is_partner=True).values_list(
                "month", "partner_id"
            )
        )
