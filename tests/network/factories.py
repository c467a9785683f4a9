from datetime import time

import factory
from factory.django import DjangoModelFactory

from network import services
from network.models import Municipality, Organisation, Place, Role
from tests.accounts.factories import UserFactory


class OrganisationFactory(DjangoModelFactory):
    """A youth organisation in Mežica, made as the services make it."""

    class Meta:
        model = Organisation

    name = factory.Sequence(lambda number: f"Organizacija {number}")
    slug = factory.Sequence(lambda number: f"organizacija-{number}")
    is_youth_organisation = True
    municipality = factory.LazyFunction(lambda: Municipality.objects.get(slug="mezica"))

    class Params:
        partner = factory.Trait(is_partner=True, is_youth_organisation=False)

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        return services.create_organisation(**kwargs)


class PlaceFactory(DjangoModelFactory):
    class Meta:
        model = Place

    name = factory.Sequence(lambda number: f"Prostor {number}")
    slug = factory.Sequence(lambda number: f"prostor-{number}")
    municipality = factory.LazyFunction(lambda: Municipality.objects.get(slug="prevalje"))


def opens(house, weekdays, opens, closes):
    """Give a place or an organisation the same hours on several days; Monday is 1."""
    for weekday in weekdays:
        house.opening_times.model.objects.create(
            **{house._meta.model_name: house},
            weekday=weekday,
            opens=time.fromisoformat(opens),
            closes=time.fromisoformat(closes),
        )


def differs(house, first_day, last_day=None, opens=None, closes=None, note=""):
    """Let other hours hold on some days, or none."""
    return house.opening_exceptions.model.objects.create(
        **{house._meta.model_name: house},
        first_day=first_day,
        last_day=last_day or first_day,
        opens=opens and time.fromisoformat(opens),
        closes=closes and time.fromisoformat(closes),
        note=note,
    )


def member_of(organisation, role=Role.MEMBER, **facts):
    """A new person who acts for an organisation."""
    user = UserFactory(**facts)
    services.add_member(organisation=organisation, user=user, role=role)
    return user
