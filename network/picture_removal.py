"""Taking a picture out of a text, as a row and as an earlier version."""

import json
from collections.abc import Collection

from django.contrib.contenttypes.models import ContentType
from django.db.models import ForeignKey, TextField
from django.db.models.functions import Cast
from wagtail.fields import StreamField
from wagtail.models import Page, ReferenceIndex, Revision

from core.models import Picture
from network.references import references_of


def pages_with(pictures: Collection[Picture]) -> set[int]:
    """Return the pages that hold one of ``pictures``, in their row or in any version."""
    in_rows = {
        int(pk)
        for picture in pictures
        for pk in ReferenceIndex.get_references_to(picture)
        .filter(base_content_type=ContentType.objects.get_for_model(Page))
        .values_list("object_id", flat=True)
    }
    return in_rows | {int(revision.object_id) for revision in revisions_with(pictures)}


def revisions_with(pictures: Collection[Picture]) -> list[Revision]:
    """Return every version of every page that holds one of ``pictures``."""
    numbers = {picture.pk for picture in pictures}
    found = {}
    versions = Revision.page_revisions.annotate(words=Cast("content", TextField()))
    for number in sorted(numbers):
        # The database finds what may hold it, by the number alone; the blocks know whether it does.
        for revision in versions.filter(words__contains=f": {number}").iterator():
            if without_pictures(_model_of(revision), revision.content, numbers):
                found[revision.pk] = revision
    return list(found.values())


def pictures_of(page) -> list[Picture]:
    """Return the pictures that this version of a page shows."""
    content_type = ContentType.objects.get_for_model(Picture).pk
    shown = [
        reference.object_id
        for reference in references_of(page)
        if reference.content_type_id == content_type
    ]
    return list(Picture.objects.filter(pk__in=shown).prefetch_renditions("max-320x240"))


def without_pictures(model, content: dict, numbers: Collection[int]) -> dict:
    """Return what of ``content``, a page's serialised fields, changes when the pictures are gone.

    A cover picture takes along what was said of it; a block of the text goes as a whole.
    """
    changes: dict = {}
    for field in model._meta.get_fields():
        value = content.get(field.name)
        if not value:
            continue
        if isinstance(field, ForeignKey) and issubclass(field.related_model, Picture):
            if value in numbers:
                changes[field.name] = None
                if f"{field.name}_alt" in content:
                    changes[f"{field.name}_alt"] = ""
        elif isinstance(field, StreamField):
            children = json.loads(value)
            kept = [child for child in children if not _shows(field, child, numbers)]
            if len(kept) < len(children):
                changes[field.name] = json.dumps(kept, ensure_ascii=False)
    return changes


def remove_from_row(page: Page, numbers: Collection[int]) -> bool:
    """Take the pictures out of a page's row; tell whether it held one."""
    changes = without_pictures(type(page), page.serializable_data(), numbers)
    for name, value in changes.items():
        setattr(page, name, value)
    if changes:
        page.save(clean=False, update_fields=list(changes))
    return bool(changes)


def remove_from_version(revision: Revision, numbers: Collection[int]) -> None:
    """Take the pictures out of one version of a page."""
    revision.content |= without_pictures(_model_of(revision), revision.content, numbers)
    revision.save(update_fields=["content"])


def _model_of(revision):
    return revision.content_type.model_class()


def _shows(field: StreamField, child: dict, numbers) -> bool:
    block = field.stream_block.child_blocks.get(child["type"])
    if block is None:
        return False
    return any(
        issubclass(model, Picture) and int(number) in numbers
        for model, number, *_where in block.extract_references(block.to_python(child["value"]))
    )
