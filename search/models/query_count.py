"""What readers look for, counted; nothing says who."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from search.querysets import QueryCountQuerySet


class QueryCount(models.Model):
    """How often a query was asked in a month. No time, no address, no session stands beside it.

    The row without a query sums up what was asked once in a month that is over.
    """

    month = models.DateField(_("month"), help_text=_("Its first day."))
    language = models.CharField(_("language"), max_length=10)
    query = models.CharField(_("query"), max_length=80, blank=True)
    asked = models.PositiveIntegerField(_("asked"), default=0)
    without_result = models.PositiveIntegerField(_("without a result"), default=0)
    clicked = models.PositiveIntegerField(_("clicked"), default=0)

    objects = QueryCountQuerySet.as_manager()

    class Meta:
        ordering = ["-month", "-asked", "query"]
        verbose_name = _("counted query")
        verbose_name_plural = _("counted queries")
        constraints = [
            models.UniqueConstraint(
                fields=["month", "language", "query"], name="query_counted_once_a_month"
            ),
            models.CheckConstraint(
                condition=Q(without_result__lte=F("asked")) & Q(clicked__lte=F("asked")),
                name="query_asked_most_often",
            ),
        ]

    def __str__(self):
        return self.query
