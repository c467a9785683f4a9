"""What authors do outside the CMS. Handing in and all that follows belongs to ``moderation``."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

from django.db import DatabaseError, IntegrityError, transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _
from wagtail.models import Locale, Page, Revision

from blog.models import PostIndexPage, PostPage
from calendar_app.models import EventIndexPage, EventPage
from contribute.errors import BrokenPicture, ChangedMeanwhile, MovedOn
from core.body import body_from_text
from core.models import Consent, Picture
from guides.models import GuideIndexPage, GuidePage
from mentors.models import MentorIndexPage, MentorPage
from moderation import completeness
from moderation import services as moderation
from moderation.digest import content_digest
from moderation.errors import Incomplete, NotAllowed, TooLate
from moderation.letters import tell
from network import rights
from network.duty_answer import duty_at
from network.media import is_settled
from network.models import Contribution, ModeratedPage, Organisation
from network.people import leads_of, members_of, person_for
from network.rights import Action, Duty, Person, Proposal, Public

SLUG_MAX = 80
ORGANISATION_FACTS = (
    "audience",
    "email",
    "phone",
    "website",
    "address",
    "accessibility",
    "opening_hours",
)


def save_post(
    *,
    user,
    facts: Mapping[str, Any],
    organisation: Organisation | None = None,
    page_id: int | None = None,
    seen: str = "",
    key: UUID | None = None,
) -> PostPage:
    """Begin a post, or keep a new version of one; what readers see stays as it is.

    ``facts`` are fields of the page, and for its body ``text`` with ``typed_from``, the id of the
    version that stood in the form. ``seen`` is that version's ``seen_token``. The same ``key``
    makes one page, however often the button is pressed.

    :raises NotAllowed: when the person does not act for the organisation
    :raises ChangedMeanwhile: when somebody else saved since ``seen``
    :raises MovedOn: when it was handed in or decided since ``seen``
    """
    if page_id is None:
        return _begin(
            PostPage, PostIndexPage, user=user, organisation=organisation, facts=facts, key=key
        )
    return _change(page_id, user, facts, seen)


def save_event(
    *,
    user,
    facts: Mapping[str, Any],
    organisation: Organisation | None = None,
    page_id: int | None = None,
    seen: str = "",
    key: UUID | None = None,
) -> EventPage:
    """Begin an event, or keep a new version of one; as ``save_post``."""
    if page_id is None:
        return _begin(
            EventPage, EventIndexPage, user=user, organisation=organisation, facts=facts, key=key
        )
    return _change(page_id, user, facts, seen)


def save_guide(
    *,
    user,
    facts: Mapping[str, Any],
    organisation: Organisation | None = None,
    page_id: int | None = None,
    seen: str = "",
    key: UUID | None = None,
) -> GuidePage:
    """Begin a guide, or keep a new version of one; as ``save_post``."""
    if page_id is None:
        return _begin(
            GuidePage, GuideIndexPage, user=user, organisation=organisation, facts=facts, key=key
        )
    return _change(page_id, user, facts, seen)


def save_mentor(
    *,
    user,
    facts: Mapping[str, Any],
    organisation: Organisation | None = None,
    page_id: int | None = None,
    seen: str = "",
    key: UUID | None = None,
) -> MentorPage:
    """Begin a mentor's profile, or keep a new version of one; as ``save_post``."""
    if page_id is None:
        return _begin(
            MentorPage, MentorIndexPage, user=user, organisation=organisation, facts=facts, key=key
        )
    return _change(page_id, user, facts, seen)


def save_translation(*, user, facts: Mapping[str, Any], page_id: int, seen: str) -> ModeratedPage:
    """Keep a new version of a translation; as ``save_post``, but of texts alone."""
    return _change(page_id, user, facts, seen)


def may_begin(person: Person, organisation: Organisation, duty: Duty) -> bool:
    """Tell whether somebody may begin a text for the organisation, here; the CMS asks for less."""
    return rights.may_begin(person, organisation.pk, duty, is_active=organisation.is_active)


def hand_in(*, page_id: int, user, now: datetime) -> Contribution:
    """Give a draft to whoever is on duty; what its organisation is trusted with is public then.

    :raises Incomplete: with everything that is missing, not only the first
    :raises NotAllowed, TooLate: as ``moderation.services.hand_in``
    """
    page = Page.objects.filter(pk=page_id).specific().first()
    if page is None:
        raise TooLate(_("This text does not exist any more."))
    contribution = page.contribution
    if rights.may(Action.SUBMIT, person_for(user), contribution.as_case(), duty_at(now)):
        errors = missing_in(page.get_latest_revision_as_object(), now)
        if errors:
            raise Incomplete(errors)
    return moderation.hand_in(page_id=page_id, user=user, now=now)


def missing_in(draft: ModeratedPage, now: datetime) -> dict[str, list[str]]:
    """Return what a draft lacks before it can be handed in, by the names of its fields."""
    in_our_words = {
        "starts_at": _("Say on which day it is."),
        "activity": _("Choose what kind of event it is."),
    }
    return {
        name: [in_our_words[name]]
        if name in in_our_words and getattr(draft, name, "") in (None, "")
        else words
        for name, words in completeness.missing_in(draft, now).items()
    }


def seen_token(contribution: Contribution, revision: Revision | None) -> str:
    """Name a version and the state it is in, for a form that is opened now and sent later.

    The CMS may overwrite a version in place, so its number alone does not tell what was seen.
    """
    version = f"{revision.pk}-{content_digest(revision.content)[:16]}" if revision else "0"
    return f"{version}.{contribution.proposal}-{contribution.public.value}"


def fill(page, facts) -> None:
    """Set what the form knows of a page, unsaved; whatever else it has stays."""
    facts = dict(facts)
    text, typed_from = facts.pop("text"), facts.pop("typed_from", None)
    for name, value in facts.items():
        setattr(page, name, value)
    version = page.pk and typed_from and page.revisions.filter(pk=typed_from).first()
    page.body = body_from_text(
        text, now=page.body, typed_from=version.as_object().body if version else None
    )


def keep_picture(
    *,
    user,
    organisation: Organisation,
    file,
    title: str = "",
    author: str = "",
    consent: str = "",
    page_id: int | None = None,
) -> Picture:
    """Put an uploaded picture among the organisation's own, for its text ``page_id`` or a new one.

    :raises BrokenPicture: when it cannot be opened
    :raises NotAllowed: when the person writes nothing for the organisation
    """
    _require_right_to_write(user, organisation, page_id)
    try:
        with transaction.atomic():
            picture = Picture(
                title=(title or _("Picture"))[:255],
                author=author,
                consent=consent or Consent.UNKNOWN,
                collection=organisation.collection,
                uploaded_by_user=user,
                file=file,
            )
            picture.save()
    except DatabaseError:
        raise
    except Exception as error:
        # Decoders raise whatever they stumble over: KeyError, SyntaxError, struct.error …
        raise BrokenPicture from error
    return picture


@transaction.atomic
def describe_picture(
    *, user, picture: Picture, author: str, consent: str = "", page_id: int | None = None
) -> None:
    """Say who made a picture and whether its people agree, until somebody decides on a text with it.

    ``page_id`` is the text in whose form it was said, or None for a new one.
    """
    organisation = Organisation.objects.filter(collection=picture.collection_id).first()
    said = (author, consent or picture.consent)
    if organisation is None or (picture.author, picture.consent) == said or is_settled(picture):
        return
    _require_right_to_write(user, organisation, page_id)
    picture.author, picture.consent = said
    picture.save(update_fields=["author", "consent"])


@transaction.atomic
def keep_facts(*, user, organisation_id: int, facts: Mapping[str, str]) -> Organisation:
    """Change what stands on the organisation's page about reaching it; its leads do.

    :raises NotAllowed: for everybody else, and when the organisation has left the network
    :raises ValidationError: when a fact cannot be
    """
    organisation = Organisation.objects.select_for_update().get(pk=organisation_id)
    if organisation.pk not in person_for(user).leads or not organisation.is_active:
        raise NotAllowed
    for name in ORGANISATION_FACTS:
        setattr(organisation, name, facts[name])
    organisation.clean_fields(
        exclude=[
            field.name
            for field in organisation._meta.fields
            if field.name not in ORGANISATION_FACTS
        ]
    )
    organisation.save(update_fields=ORGANISATION_FACTS)
    return organisation


def _require_right_to_write(user, organisation: Organisation, page_id: int | None = None) -> None:
    """Refuse whoever may neither begin a text for the organisation nor write on its ``page_id``."""
    person, duty = person_for(user), duty_at()
    if may_begin(person, organisation, duty):
        return
    own = Contribution.objects.filter(page=page_id, organisation=organisation)
    contribution = own.select_related("page", "organisation").first()
    if contribution is None or not rights.may(Action.EDIT, person, contribution.as_case(), duty):
        raise NotAllowed


def _begin(model, index_model, *, user, organisation, facts, key):
    _require_right_to_write(user, organisation)
    # Who goes back and chooses somebody else begins another text: what was typed for one
    # organisation is none of the other's to read.
    key = key and uuid5(key, str(organisation.pk))
    known = _begun_before(model, user, key)
    if known:
        return _begin_again(known, user, facts)
    try:
        with transaction.atomic():
            index = index_model.objects.filter(locale=Locale.get_default()).earliest("path")
            # Its number of children and the last one's path must not change under our hands.
            Page.objects.select_for_update().get(pk=index.pk)
            index.refresh_from_db()
            page = model(organisation=organisation, owner=user, live=False, locale=index.locale)
            if key:
                page.translation_key = key
            fill(page, facts)
            page.slug = _free_slug(page, index)
            index.add_child(instance=page)
            page.save_revision(user=user, clean=False)
            if organisation.pk not in person_for(user).member_of:
                _note_who_entered(page, user)
    except IntegrityError:
        known = _begun_before(model, user, key)
        if known is None:
            raise
        return _begin_again(known, user, facts)
    return page


def _note_who_entered(page, user) -> None:
    """Keep who entered a text for somebody else, and tell those for whom it is."""
    contribution = Contribution.objects.locked(page.pk)
    contribution.entered_by = user
    contribution.save(update_fields=["entered_by"])
    organisation = contribution.organisation
    tell(
        leads_of(organisation) or members_of(organisation),
        "entered_for_you",
        contribution,
        contribution.page.latest_revision_created_at,
        entered_by=user,
    )


def _begun_before(model, user, key):
    """Return the page that the first of two taps on the button has made.

    :raises NotAllowed: when the key made a text of another kind, which no form of ours sends
    """
    known = Page.objects.filter(translation_key=key, owner=user).specific().first() if key else None
    if known and not isinstance(known, model):
        raise NotAllowed
    return known


@transaction.atomic
def _begin_again(page, user, facts):
    """Keep what was typed since the first tap, when its answer was lost on the way.

    :raises MovedOn: when it was handed in meanwhile
    :raises ChangedMeanwhile: when a colleague wrote on
    """
    contribution = Contribution.objects.locked(page.pk)
    newest = contribution.page.latest_revision
    draft = newest.as_object()
    fill(draft, facts)
    if content_digest(draft.serializable_data()) == content_digest(newest.content):
        return page
    if newest.user_id != user.pk:
        raise ChangedMeanwhile
    return _write(contribution, user, facts, seen_token(contribution, newest))


@transaction.atomic
def _change(page_id, user, facts, seen):
    try:
        contribution = Contribution.objects.locked(page_id)
    except Contribution.DoesNotExist as gone:
        raise MovedOn(_("This text does not exist any more.")) from gone
    return _write(contribution, user, facts, seen)


def _write(contribution, user, facts, seen):
    _require_unchanged(contribution, user, seen)
    draft = contribution.page.specific.get_latest_revision_as_object()
    title_before = draft.title
    fill(draft, facts)
    if contribution.public == Public.NEVER:
        if draft.title != title_before:
            draft.slug = _free_slug(draft, draft.get_parent())
        draft.save()
    draft.save_revision(user=user, clean=False)
    return draft


def _require_unchanged(contribution, user, seen) -> None:
    """Refuse to write over what has happened since the form was opened."""
    page = contribution.page
    token = seen_token(contribution, page.latest_revision)
    state_then, state_now = seen.partition(".")[2], token.partition(".")[2]
    may_edit = rights.may(Action.EDIT, person_for(user), contribution.as_case(), duty_at())
    if contribution.proposal == Proposal.SUBMITTED or (state_then and state_then != state_now):
        raise MovedOn
    if page.locked:
        raise MovedOn(_("A coordinator has locked this text. Nothing you typed is lost."))
    if not may_edit:
        raise NotAllowed
    if seen != token:
        raise ChangedMeanwhile


def _free_slug(page, parent) -> str:
    """Return an address below ``parent``: the title's words, or the kind where it has none."""
    base = slugify(page.title)[:SLUG_MAX].strip("-_") or page.kind
    taken = set(
        Page.objects.child_of(parent)
        .exclude(pk=page.pk)
        .filter(slug__startswith=base)
        .values_list("slug", flat=True)
    )
    slug, number = base, 1
    while slug in taken:
        number += 1
        slug = f"{base}-{number}"
    return slug
