"""Screens that sections bring stand among those of duty."""

import pytest

from moderation import screens
from moderation.screens import register_screen, screens_for
from network.rights import Duty, Person

DUTY = Duty(partner=1)


@pytest.fixture(autouse=True)
def _none(monkeypatch):
    monkeypatch.setattr(screens, "_registered", {})


def test_screens_are_for_those_whom_they_let_in_and_registered_once():
    register_screen("first", "Prvi", lambda person, duty: person.id == duty.partner)
    register_screen("second", "Drugi", lambda person, duty: True)
    register_screen("first", "Prvi znova", lambda person, duty: person.id == duty.partner)

    shown = {
        number: [(screen.url_name, screen.label) for screen in screens_for(Person(number), DUTY)]
        for number in (1, 2)
    }

    assert shown == {
        1: [("first", "Prvi znova"), ("second", "Drugi")],
        2: [("second", "Drugi")],
    }
