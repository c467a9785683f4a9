from datetime import UTC, datetime

import factory

from mail.models import MailState, OutgoingMail


class OutgoingMailFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = OutgoingMail

    recipient = "ana@example.org"
    subject = factory.Sequence("Zadeva {}".format)
    text = "Besedilo.\n"
    kind = "submitted"
    created_at = datetime(2026, 3, 2, 11, 0, tzinfo=UTC)
    due_at = factory.SelfAttribute("created_at")

    class Params:
        sent = factory.Trait(state=MailState.SENT, sent_at=factory.SelfAttribute("created_at"))
        failed = factory.Trait(state=MailState.FAILED)
