"""The log of decisions begins with what the history of the texts tells of earlier ones.

A page that has been deleted has lost its number and its kind; its steps are told apart by title and
organisation. Safe to repeat: what stands in the log already is not written again.
"""

from collections import defaultdict
from zoneinfo import ZoneInfo

from django.db import migrations
from wagtail.models import get_page_models

from moderation.working_days import working_day_after

LJUBLJANA = ZoneInfo("Europe/Ljubljana")
# What every author was promised until coordinators could set it.
PROMISED_DAYS = 3
OUTCOMES = ("approved", "scheduled", "sent_back")


def fill(apps, schema_editor):
    Step = apps.get_model("moderation", "Step")
    Decision = apps.get_model("moderation", "Decision")
    DutyMonth = apps.get_model("duty", "DutyMonth")
    partners = dict(DutyMonth.objects.values_list("month", "partner"))
    kinds = {model._meta.model_name: getattr(model, "kind", "") for model in get_page_models()}
    logged = {
        (row.page_number, row.title, row.decided_at)
        for row in Decision.objects.only("page_number", "title", "decided_at").iterator()
    }
    texts = defaultdict(list)
    for step in Step.objects.select_related("page__content_type").order_by("at", "pk"):
        text = step.page_id or (step.title, step.organisation_id)
        texts[text].append(step)
    Decision.objects.bulk_create(
        [
            decision
            for steps in texts.values()
            for decision in decisions_in(Decision, steps, partners, kinds)
            if (decision.page_number, decision.title, decision.decided_at) not in logged
        ],
        batch_size=500,
    )


def decisions_in(Decision, steps, partners, kinds):
    """Return the decisions in the history of one text, the oldest step first."""
    found, submitted_at, mended_at, taken_over_by = [], None, None, None
    for step in steps:
        if step.kind == "submitted":
            submitted_at, mended_at, taken_over_by = step.at, None, None
        elif step.kind == "mended":
            mended_at = step.at
        elif step.kind == "taken_over":
            taken_over_by = step.actor_id
        elif step.kind in OUTCOMES:
            month = step.at.astimezone(LJUBLJANA).date().replace(day=1)
            found.append(
                Decision(
                    page_number=step.page_id,
                    title=step.title,
                    kind=kinds.get(step.page.content_type.model, "") if step.page else "",
                    organisation_id=step.organisation_id,
                    partner_id=partners.get(month),
                    month=month,
                    actor_id=step.actor_id,
                    outcome=step.kind,
                    submitted_at=submitted_at or step.at,
                    decided_at=step.at,
                    answer_by=submitted_at
                    and working_day_after(
                        submitted_at.astimezone(LJUBLJANA).date(), PROMISED_DAYS
                    ),
                    was_mended=mended_at is not None,
                    is_take_over=taken_over_by is not None and taken_over_by == step.actor_id,
                )
            )
            submitted_at, mended_at, taken_over_by = None, None, None
    return found


class Migration(migrations.Migration):
    dependencies = [
        ("moderation", "0009_decisions_and_hand_overs"),
        ("duty", "0001_initial"),
    ]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
