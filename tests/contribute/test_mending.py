from dataclasses import dataclass, field

from blog.models import PostPage
from contribute.mending import mendings
from moderation.models import StepKind
from tests.moderation.scene import draft_by, latest, write


@dataclass
class Noted:
    """A step of a text, as far as mending asks about it."""

    pk: int
    kind: str
    revision: object = field(default=None)


def label(model, name):
    return str(model._meta.get_field(name).verbose_name)


def test_a_mending_is_compared_with_the_decision_that_followed_it(scene):
    page = draft_by(scene.author, scene.youth)
    handed_in = latest(page)
    mended = write(page, scene.author, title="Popravljeno")
    steps = [
        Noted(5, StepKind.APPROVED, mended),
        Noted(4, StepKind.MENDED, handed_in),
        Noted(3, StepKind.SUBMITTED, handed_in),
        Noted(2, StepKind.APPROVED, None),
        Noted(1, StepKind.MENDED, handed_in),
    ]

    changed = mendings(steps)

    assert {pk: [change.label for change in changes] for pk, changes in changed.items()} == {
        4: [label(PostPage, "title")]
    }
