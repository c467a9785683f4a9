"""Where an organisation's pictures and files lie, and which group may reach them."""

from django.contrib.auth.models import Group, Permission
from wagtail.models import Collection, GroupCollectionPermission

COLLECTION_RIGHTS = {
    "wagtailimages": ("add_image", "change_image", "choose_image"),
    "wagtaildocs": ("add_document", "change_document", "choose_document"),
}


def home_for_files(organisation) -> tuple[Collection, Group]:
    """Make a collection and a group for a new organisation, the rights of one on the other set."""
    collection = Collection.get_first_root_node().add_child(name=organisation.name[:255])
    name = f"organisation:{organisation.slug}"
    if Group.objects.filter(name=name).exists():
        # Its organisation has another address today.
        name = f"{name}:{collection.pk}"
    group = Group.objects.create(name=name)
    grant_collection_rights(group, collection)
    return collection, group


def grant_collection_rights(group: Group, collection: Collection) -> None:
    """Let the group add, change and choose pictures and files of the collection; repeatable."""
    for app_label, codenames in COLLECTION_RIGHTS.items():
        for permission in Permission.objects.filter(
            content_type__app_label=app_label, codename__in=codenames
        ):
            GroupCollectionPermission.objects.get_or_create(
                group=group, collection=collection, permission=permission
            )
