"""Trust that is withdrawn while a text is being handed in."""

from concurrent.futures import ThreadPoolExecutor, wait

import pytest
from django.db import connections
from django.dispatch import receiver
from wagtail.models import TaskState
from wagtail.signals import task_submitted

from moderation import services
from moderation.models import Step
from network.models import Organisation
from tests.at_once import HOLDS_FOR_SECONDS
from tests.calendar_app.factories import EventPageFactory
from tests.moderation.scene import NOON, public_title, set_scene

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def scene(committed_site):
    scene = set_scene()
    Organisation.objects.filter(pk=scene.youth.pk).update(is_trusted_for_events=True)
    return scene


def test_no_text_waits_unannounced_because_trust_ends_while_it_is_handed_in(scene):
    """Wagtail tells first that a task and then that its workflow has begun; we ask both times."""
    event = EventPageFactory(organisation=scene.youth, owner=scene.author, title="Koncert")

    def withdraw_trust():
        try:
            services.change_trust(
                organisation_id=scene.youth.pk,
                is_trusted=False,
                user=scene.coordinator,
                now=NOON,
                reason="Dovolj.",
            )
        finally:
            connections.close_all()

    with ThreadPoolExecutor(1) as pool:
        coordinators = []

        @receiver(task_submitted, sender=TaskState)
        def between(**kwargs):
            coordinators.append(pool.submit(withdraw_trust))
            # Either it is done by now, or it waits for whoever hands in.
            wait(coordinators, HOLDS_FOR_SECONDS)

        try:
            services.hand_in(page_id=event.pk, user=scene.author, now=NOON)
        finally:
            task_submitted.disconnect(between, sender=TaskState)
        coordinators[0].result()

    scene.youth.refresh_from_db()
    assert scene.youth.is_trusted_for_events is False
    assert public_title(event) == "Koncert"
    assert [step.kind for step in Step.objects.of_page(event.pk)] == ["at_once"]
