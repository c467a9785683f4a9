"""Every picture and file passes here: what is not public is shown to those who may read it."""

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from django.http import FileResponse, Http404
from django.views.decorators.http import require_safe
from wagtail.models import Page, ReferenceIndex, Revision

from core.models import Picture, PictureRendition
from core.permissions import picture_policy
from network.duty_answer import duty_at
from network.models import Contribution
from network.people import person_for
from network.querysets import pages_in_cms
from network.references import refers_to
from network.rights import Proposal, is_on_duty

PUBLIC_FOR_SECONDS = 60 * 60
FOR_ONE_PERSON = "private, no-store"


@require_safe
def media(request, path):
    """Hand out a rendition of a picture; the original goes to those who may change it, alone.

    A file in ``files/`` has its own address below ``/datoteke/``, so it is not found here.
    """
    rendition = PictureRendition.objects.filter(file=path).select_related("image").first()
    if rendition:
        is_public = is_used_in_public(rendition.image)
        if not (is_public or may_see_unpublished(request.user, rendition.image)):
            raise Http404
        return hand_out(rendition.file, is_public)
    picture = Picture.objects.filter(file=path).first()
    if picture and _may_change(request.user, picture):
        return hand_out(picture.file, is_public=False)
    raise Http404


def is_used_in_public(item) -> bool:
    """Tell whether a live, unrestricted page or a thing that is no page shows the picture or file.

    Wagtail's index of references holds what the database row of a page holds: the public text of
    a live page, never its draft.
    """
    return _pages_with(item).live().public().exists() or _is_in_more_than_pages(item)


def is_settled(item) -> bool:
    """Tell whether the picture or file belongs to what somebody decides on or has decided.

    From then on it stays as it was read: a text names it by its number, so what is approved is
    what was read only as long as nobody exchanges or removes what the number stands for.
    """
    if _pages_with(item).live().exists() or _is_in_more_than_pages(item):
        return True
    handed_in = Contribution.objects.submitted().order_by().values("page__latest_revision")
    under_way = Revision.page_revisions.filter(
        Q(pk__in=handed_in) | Q(approved_go_live_at__isnull=False)
    )
    return any(refers_to(revision.as_object(), item) for revision in under_way.iterator())


def may_see_unpublished(user, item) -> bool:
    """Tell whether somebody may read a text that uses the item, or chooses from its collection."""
    person = person_for(user)
    if not person.id:
        return False
    if person.is_superuser or person.is_coordinator:
        return True
    organisation = getattr(item.collection, "organisation", None)
    if organisation and organisation.pk in person.member_of:
        return True
    duty = duty_at()
    if item.uploaded_by_user_id == person.id and is_on_duty(person, duty):
        # Put there for another organisation a moment ago; no text shows it yet.
        return True
    if pages_in_cms(person, duty).filter(pk__in=_ids_of_pages_with(item)).exists():
        return True
    return any(
        refers_to(contribution.page.latest_revision.as_object(), item)
        for contribution in _unpublished_texts(person, duty, organisation)
    )


def _unpublished_texts(person, duty, organisation):
    """What somebody may read of the texts under way, those of one organisation first.

    Only their newest version tells which pictures they show; there are few of them at a time.
    """
    texts = (
        Contribution.objects.seen_by(person, duty)
        .exclude(proposal=Proposal.NONE, scheduled_for=None)
        .filter(page__latest_revision__isnull=False)
        .select_related("page__latest_revision")
    )
    return sorted(
        texts, key=lambda text: organisation is None or text.organisation_id != organisation.pk
    )


def _may_change(user, picture) -> bool:
    return user.is_authenticated and picture_policy.user_has_permission_for_instance(
        user, "change", picture
    )


def _ids_of_pages_with(item) -> list[int]:
    """The pages whose database row refers to the item; the index keeps their numbers as text."""
    references = ReferenceIndex.get_references_to(item).filter(base_content_type=_page_type())
    return [int(pk) for pk in references.values_list("object_id", flat=True)]


def _pages_with(item):
    return Page.objects.filter(pk__in=_ids_of_pages_with(item))


def _is_in_more_than_pages(item) -> bool:
    """Tell whether something that is no page uses it, such as an organisation's logo."""
    return ReferenceIndex.get_references_to(item).exclude(base_content_type=_page_type()).exists()


def _page_type():
    return ContentType.objects.get_for_model(Page)


def hand_out(file, is_public):
    try:
        response = FileResponse(file.storage.open(file.name))
    except FileNotFoundError as missing:
        raise Http404 from missing
    cache = f"public, max-age={PUBLIC_FOR_SECONDS}" if is_public else FOR_ONE_PERSON
    response["Cache-Control"] = cache
    # Whatever the content claims to be, it is not run as a document of this site.
    response["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
    return response
