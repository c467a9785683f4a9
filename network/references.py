"""Which pictures, files and pages a text refers to, and which of them are not its author's to use."""

from typing import NamedTuple

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from wagtail.models import Page, ReferenceIndex


class Reference(NamedTuple):
    content_type_id: int
    object_id: str


def references_of(page) -> dict[Reference, str]:
    """Return what this version of a page refers to, each with the field in which it stands."""
    # Wagtail's index holds what database rows refer to; a draft is no row.
    found = ReferenceIndex._extract_references_from_object(page)
    return {
        Reference(content_type_id, str(object_id)): path.partition(".")[0]
        for content_type_id, object_id, path, _content_path in found
    }


def refers_to(page, item) -> bool:
    """Tell whether this version of a page shows a picture or offers a file."""
    return Reference(ContentType.objects.get_for_model(item).pk, str(item.pk)) in references_of(
        page
    )


def foreign_fields(page, user, *, known: dict[Reference, str]) -> set[str]:
    """Return the fields in which somebody put a picture, file or page that is not theirs to use.

    What a form posts is an id, and any id can be posted: the picture of another organisation would
    become public with the text, and the title or address of a foreign draft would be shown to
    whoever links to it. ``known`` is what the text referred to before.
    """
    new = {
        reference: field
        for reference, field in references_of(page).items()
        if reference not in known
    }
    return {
        field
        for model, usable in _usable_by(user).items()
        if (ids := _of_type(new, model))
        for object_id, field in ids.items()
        if object_id
        not in {str(pk) for pk in usable().filter(pk__in=ids).values_list("pk", flat=1)}
    }


def _of_type(references, model) -> dict[str, str]:
    content_type = ContentType.objects.get_for_model(model)
    return {
        reference.object_id: field
        for reference, field in references.items()
        if reference.content_type_id == content_type.pk
    }


def _chosen_by(policy, user, model):
    """What lies in the collections one chooses from, or in one that is no organisation's."""
    own = policy.instances_user_has_permission_for(user, "choose")
    return model.objects.filter(
        Q(pk__in=own.values("pk")) | Q(collection__organisation__isnull=True)
    )


def _usable_by(user):
    from core.models import File, Picture  # they import Wagtail's admin, which imports our hooks
    from core.permissions import file_policy, picture_policy  # likewise
    from network.duty_answer import duty_at  # likewise
    from network.people import person_for  # people imports the models, the models import the form
    from network.querysets import pages_in_cms  # likewise

    return {
        Picture: lambda: _chosen_by(picture_policy, user, Picture),
        File: lambda: _chosen_by(file_policy, user, File),
        Page: lambda: pages_in_cms(person_for(user), duty_at()),
    }
