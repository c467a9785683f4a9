import pytest
from django.db import IntegrityError

from mail.models import MailState
from tests.mail.factories import OutgoingMailFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "fields",
    [{"state": MailState.SENT, "sent_at": None}, {"sent": True, "state": MailState.QUEUED}],
    ids=["sent without a time", "waiting with a time"],
)
def test_mail_says_when_it_was_sent_exactly_if_it_was_sent(fields):
    with pytest.raises(IntegrityError, match="mail_sent_has_its_time"):
        OutgoingMailFactory(**fields)
