"""What the partner on duty changed before publishing, shown to the author."""

from collections.abc import Iterable

from moderation.comparing import Change, changes_between
from moderation.models import Step, StepKind


def mendings(steps: Iterable[Step]) -> dict[int, list[Change]]:
    """Return what each mending changed, by the step's id; ``steps`` are a text's, latest first."""
    changed: dict[int, list[Change]] = {}
    decision: Step | None = None
    for step in steps:
        if step.kind in {StepKind.APPROVED, StepKind.SCHEDULED}:
            decision = step
        elif step.kind == StepKind.MENDED and decision and decision.revision and step.revision:
            changed[step.pk] = changes_between(
                step.revision.as_object(), decision.revision.as_object()
            )
    return changed
