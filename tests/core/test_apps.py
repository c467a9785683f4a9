import pytest
from django.urls import reverse

from tests.accounts.factories import UserFactory


@pytest.mark.django_db
def test_a_listing_in_the_cms_counts_after_the_name(client):
    client.force_login(UserFactory(is_superuser=True))

    page = client.get(reverse("wagtailusers_users:index")).content.decode()

    assert "Uporabniki: 1" in page
