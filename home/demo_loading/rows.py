"""Published pages as rows, hundreds at a time: the same rows that a hand-in and an approval leave.

Signals stay silent on purpose: nothing is mailed, and the caller sees to the search index.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.contrib.contenttypes.models import ContentType
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models, transaction
from django.db.models import F, OuterRef, Subquery
from django.db.models.functions import Cast
from modelcluster.models import get_all_child_relations, get_serializable_data_for_fields
from wagtail.models import Page, Revision

from accounts.models import User
from duty.models import DutyMonth
from duty.roster import LJUBLJANA, month_of
from moderation.digest import content_digest
from moderation.models import Decision, Outcome, ReviewSettings, Step, StepKind
from moderation.working_days import working_day_after
from network.models import Contribution, ModeratedPage, Original
from network.rights import Proposal
from network.translations import texts_of


@dataclass(frozen=True)
class Publication:
    """A page that is not saved yet, with its owner as author, and what became of it.

    ``named`` are the rows that the page names in its fields for several: topics, life stages …
    """

    page: ModeratedPage
    named: Mapping[str, Sequence[models.Model]]
    decider: User
    handed_in_at: datetime
    published_at: datetime
    # The page that it translates, if it does.
    source: ModeratedPage | None = None


@transaction.atomic
def publish_rows(parent: Page, publications: Sequence[Publication]) -> None:
    """Lay published pages of one type below ``parent``, each with its revision and history."""
    if not publications:
        return
    parent = Page.objects.select_for_update().get(pk=parent.pk)
    for position, publication in enumerate(publications, start=next_position(parent)):
        _complete(publication, parent, position)
    _insert_pages([publication.page for publication in publications])
    Page.objects.filter(pk=parent.pk).update(numchild=F("numchild") + len(publications))
    for name in publications[0].named:
        _insert_named(publications, name)
    _insert_history(publications, _insert_revisions(publications))


def next_position(parent: Page) -> int:
    """Return the number in the tree of the child that would be added next, counted from 1."""
    last = Page.objects.child_of(parent).order_by("path").last()
    return Page._str2int(last.path[-Page.steplen :]) + 1 if last else 1


def _complete(publication, parent, position):
    """Set what ``Page.save`` and publishing would have set."""
    page = publication.page
    page.depth = parent.depth + 1
    page.path = Page._get_path(parent.path, page.depth, position)
    page.url_path = f"{parent.url_path}{page.slug}/"
    page.locale_id = parent.locale_id
    page.draft_title = page.title
    page.live = True
    page.first_published_at = page.last_published_at = publication.published_at
    page.latest_revision_created_at = publication.handed_in_at


def _insert_pages(pages):
    numbers = _insert(Page, pages, [f for f in Page._meta.concrete_fields if not f.primary_key])
    for page, (number,) in zip(pages, numbers, strict=True):
        page.id = page.page_ptr_id = number
    model = type(pages[0])
    _insert(model, pages, model._meta.local_concrete_fields)


def _insert(model, pages, fields) -> list[tuple]:
    """Insert one table's part of the pages; return what the database gave them.

    Django's ``bulk_create`` refuses a model with a parent's table; this is its inner half.
    """
    return model._base_manager.get_queryset()._batched_insert(pages, fields, batch_size=None)


def _insert_named(publications, name):
    field = type(publications[0].page)._meta.get_field(name)
    through = field.remote_field.through
    page, row = field.m2m_column_name(), f"{field.m2m_reverse_field_name()}_id"
    through.objects.bulk_create(
        through(**{page: publication.page.pk, row: named.pk})
        for publication in publications
        for named in publication.named[name]
    )


def _insert_revisions(publications) -> list[Revision]:
    page_type = ContentType.objects.get_for_model(Page)
    revisions = Revision.objects.bulk_create(
        Revision(
            content_type_id=publication.page.content_type_id,
            base_content_type=page_type,
            object_id=str(publication.page.pk),
            user_id=publication.page.owner_id,
            created_at=publication.handed_in_at,
            object_str=str(publication.page),
            content=revision_content(publication),
        )
        for publication in publications
    )
    first, last = publications[0].page, publications[-1].page
    its_revision = Subquery(
        Revision.objects.filter(
            base_content_type=page_type,
            object_id=Cast(OuterRef("pk"), output_field=models.CharField()),
        ).values("pk")[:1]
    )
    Page.objects.filter(path__gte=first.path, path__lte=last.path, depth=first.depth).update(
        live_revision=its_revision, latest_revision=its_revision
    )
    return revisions


def revision_content(publication: Publication) -> dict:
    """Return ``page.serializable_data()`` of the saved page, without asking the database."""
    page = publication.page
    content = get_serializable_data_for_fields(page)
    content |= {relation.get_accessor_name(): [] for relation in get_all_child_relations(page)}
    content |= {name: [row.pk for row in rows] for name, rows in publication.named.items()}
    # As it comes back from the database, because the digest is made of that.
    return json.loads(json.dumps(content, cls=DjangoJSONEncoder))


def _insert_history(publications, revisions):
    Contribution.objects.bulk_create(
        Contribution(
            page_id=publication.page.pk,
            organisation=publication.page.organisation,
            proposal=Proposal.NONE.value,
            submitted_by_id=publication.page.owner_id,
            submitted_at=publication.handed_in_at,
            submitted_revision=revision,
            submitted_digest=content_digest(revision.content),
            is_translation=publication.source is not None,
        )
        for publication, revision in zip(publications, revisions, strict=True)
    )
    Original.objects.bulk_create(
        Original(
            page_id=publication.page.pk,
            source_id=publication.source.pk,
            texts=texts_of(publication.source),
        )
        for publication in publications
        if publication.source is not None
    )
    Step.objects.bulk_create(
        Step(
            page_id=publication.page.pk,
            title=publication.page.title,
            organisation=publication.page.organisation,
            kind=kind,
            actor=actor,
            at=at,
            revision=revision,
        )
        for publication, revision in zip(publications, revisions, strict=True)
        for kind, actor, at in (
            (StepKind.SUBMITTED, publication.page.owner, publication.handed_in_at),
            (StepKind.APPROVED, publication.decider, publication.published_at),
        )
    )
    _insert_decisions(publications)


def _insert_decisions(publications):
    """The log of decisions, by the roster of today."""
    partners = dict(DutyMonth.objects.values_list("month", "partner"))
    promised = ReviewSettings.load().answer_within_days
    Decision.objects.bulk_create(
        Decision(
            page_number=publication.page.pk,
            title=publication.page.title,
            kind=publication.page.kind,
            organisation=publication.page.organisation,
            partner_id=partners.get(month_of(publication.published_at)),
            month=month_of(publication.published_at),
            actor=publication.decider,
            outcome=Outcome.APPROVED,
            submitted_at=publication.handed_in_at,
            decided_at=publication.published_at,
            answer_by=working_day_after(
                publication.handed_in_at.astimezone(LJUBLJANA).date(), promised
            ),
        )
        for publication in publications
    )
