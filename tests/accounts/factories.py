import factory
from django.contrib.auth.models import Group

from accounts.models import COORDINATORS, User

PASSWORD = "geslo-za-teste"


class UserFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = User
        skip_postgeneration_save = True

    username = factory.Sequence("oseba-{}".format)
    email = factory.LazyAttribute(lambda user: f"{user.username}@example.org".lower())
    password = PASSWORD

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        return model_class.objects.create_user(*args, **kwargs)

    @factory.post_generation
    def coordinator(user, create, extracted, **kwargs):  # noqa: N805
        if extracted:
            user.groups.add(Group.objects.get_or_create(name=COORDINATORS)[0])


def switch_on(user):
    """Switch an account on behind the manager's back, so that the access key stays what it is."""
    User._base_manager.filter(pk=user.pk).update(is_active=True)
