from django.contrib.messages import get_messages
from django.urls import reverse
from django.utils.translation import gettext

from network.models import LocalActionGroup, Municipality
from tests.accounts.factories import UserFactory


def test_what_something_belongs_to_is_not_deleted_and_it_is_said(client, db):
    group = LocalActionGroup.objects.create(name="LAS", slug="las")
    Municipality.objects.filter(slug="mezica").update(local_action_group=group)
    client.force_login(UserFactory(is_superuser=True))

    answer = client.post(
        reverse("wagtailsnippets_network_localactiongroup:delete", args=[group.pk])
    )

    said = [str(message).strip() for message in get_messages(answer.wsgi_request)]
    assert said == [gettext("It cannot be deleted while something belongs to it.")]
    assert LocalActionGroup.objects.filter(pk=group.pk).exists()
