from pathlib import Path

import pytest
from django.conf import settings

from accounts.models import MailRhythm
from moderation.letters import OWN, URGENT, tell
from tests.moderation.scene import NOON, letters

LETTERS = Path(settings.BASE_DIR) / "templates" / "mail"


@pytest.mark.parametrize("letter", sorted(OWN | URGENT))
def test_letters_that_always_come_exist(letter):
    assert (LETTERS / f"{letter}.txt").exists()


@pytest.mark.parametrize(
    ("letter", "how", "comes"),
    [
        ("taken_over", {}, False),
        ("taken_over", {"is_urgent": True}, True),
        ("taken_over", {"is_own": True}, True),
        ("published", {}, True),
        ("taken_down", {}, True),
    ],
)
def test_tell_reaches_whom_only_urgent_mail_reaches(scene, letter, how, comes):
    scene.author.mail_rhythm = MailRhythm.URGENT

    tell([scene.author], letter, None, NOON, title="Rov", comment="Ker.", **how)

    assert letters() == ([("avtorica", letter)] if comes else [])
