"""What coordinators set for every review."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting

LONGEST_PROMISE = 20


@register_setting(icon="tasks", order=220)
class ReviewSettings(BaseGenericSetting):
    """One row for the site; it holds for what is handed in from now on."""

    answer_within_days = models.PositiveSmallIntegerField(
        _("days until an answer"),
        default=3,
        validators=[MinValueValidator(1), MaxValueValidator(LONGEST_PROMISE)],
        help_text=_(
            "Working days within which authors are promised an answer. What is handed in already keeps its day."
        ),
    )

    class Meta:
        verbose_name = _("promise of an answer")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(answer_within_days__range=(1, LONGEST_PROMISE)),
                name="promise_within_reason",
            ),
        ]

    def __str__(self):
        return str(self._meta.verbose_name)
