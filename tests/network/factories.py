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


def member_of(organisation, role=Role.MEMBER, **facts):
    """A new person who acts for an organisation."""
    user = UserFactory(**facts)
    services.add_member(organisation=organisation, user=user, role=role)
    return user
