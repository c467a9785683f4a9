import pytest
from django.core import mail

from moderation import services
from tests.moderation.scene import NOON, as_read


@pytest.mark.parametrize("decision", ["approve", "send_back", "withdraw"])
def test_wagtail_itself_writes_to_nobody(scene, draft, decision):
    """Letters wait in the outbox; what Wagtail would send goes out while the row is locked."""
    services.hand_in(page_id=draft.pk, user=scene.author, now=NOON)

    if decision == "approve":
        services.approve(page_id=draft.pk, user=scene.decider, now=NOON, **as_read(draft))
    elif decision == "send_back":
        services.send_back(
            page_id=draft.pk, user=scene.decider, now=NOON, comment="Datum.", **as_read(draft)
        )
    else:
        services.withdraw(page_id=draft.pk, user=scene.author, now=NOON)

    assert mail.outbox == []
