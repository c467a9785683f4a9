"""Organisations and the people who act for them."""

from django.contrib.auth.models import Group
from django.db import transaction

from network.collections import home_for_files
from network.models import Membership, Organisation, Role

# The group whose members may sign in to the CMS and begin texts in its sections.
EDITORS = "Uredniki"


@transaction.atomic
def create_organisation(**facts) -> Organisation:
    """Make an organisation with its collection of pictures and files.

    ``facts`` are the model's fields.

    :raises ValidationError: when they cannot be, for example a name that is taken
    """
    organisation = Organisation(**facts)
    organisation.full_clean(exclude=["collection", "group"])
    organisation.collection, organisation.group = home_for_files(organisation)
    organisation.save()
    return organisation


@transaction.atomic
def add_member(*, organisation: Organisation, user, role: str = Role.MEMBER) -> Membership:
    """Let a person act for an organisation, or change the role in which they do."""
    membership, _created = Membership.objects.update_or_create(
        organisation=organisation, user=user, defaults={"role": role}
    )
    sync_groups(user=user)
    return membership


@transaction.atomic
def remove_member(*, organisation: Organisation, user) -> None:
    """End a person's acting for an organisation; what they wrote stays with it."""
    Membership.objects.filter(organisation=organisation, user=user).delete()
    sync_groups(user=user)


@transaction.atomic
def sync_groups(*, user) -> None:
    """Bring a person's groups into step with their memberships; other groups stay."""
    organisations = list(
        Organisation.objects.filter(memberships__user=user).select_related("group")
    )
    wanted = {organisation.group for organisation in organisations if organisation.is_active}
    editors, _created = Group.objects.get_or_create(name=EDITORS)
    if any(organisation.may_use_cms for organisation in organisations):
        wanted.add(editors)
    ours = set(user.groups.filter(organisation__isnull=False)) | (
        {editors} & set(user.groups.all())
    )
    user.groups.remove(*(ours - wanted))
    user.groups.add(*(wanted - ours))


@transaction.atomic
def sync_organisation(*, organisation: Organisation) -> None:
    """Do the same for everybody of an organisation, after its kind or state has changed."""
    for membership in organisation.memberships.select_related("user"):
        sync_groups(user=membership.user)
