"""Two schedulers, or a scheduler and the reader, at the same moment: one mail, nothing lost."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from accounts.digest import send_digests
from accounts.models import MailRhythm, PendingLetter
from accounts.services import change_wishes
from mail.models import OutgoingMail
from tests.accounts.factories import UserFactory
from tests.at_once import one_waits_for_the_other, race

pytestmark = pytest.mark.django_db(transaction=True)

SEVEN = datetime(2026, 11, 11, 7, tzinfo=ZoneInfo("Europe/Ljubljana"))


@pytest.fixture
def ana(committed_site):
    user = UserFactory(username="ana", mail_rhythm=MailRhythm.DAILY)
    for subject in ("Prvo", "Drugo"):
        user.pending_letters.create(
            kind="a", subject=subject, text="Beri.", at=SEVEN - timedelta(hours=1)
        )
    return user


@pytest.mark.parametrize("meeting", [one_waits_for_the_other, race])
def test_two_schedulers_send_one_digest(ana, meeting):
    answers = meeting(lambda: send_digests(SEVEN), lambda: send_digests(SEVEN))

    assert answers == [None, None]
    assert [mail.kind for mail in OutgoingMail.objects.all()] == ["digest"]
    assert PendingLetter.objects.count() == 0


@pytest.mark.parametrize("meeting", [one_waits_for_the_other, race])
def test_whoever_changes_their_wish_while_the_digest_goes_out_gets_it_once(ana, meeting):
    answers = meeting(
        lambda: change_wishes(
            user_id=ana.pk, language="sl", mail_rhythm=MailRhythm.AT_ONCE, now=SEVEN
        ),
        lambda: send_digests(SEVEN),
    )

    assert answers == [None, None]
    assert [mail.kind for mail in OutgoingMail.objects.all()] == ["digest"]
    assert PendingLetter.objects.count() == 0
