"""House rules that the database can be asked about: `manage.py check --database default`."""

from django.core.checks import Error, Tags, register
from django.db import connection
from wagtail.models import WorkflowState

from network.models import Contribution
from network.rights import Proposal


@register(Tags.database)
def contributions_agree_with_workflows(databases=None, **kwargs):
    """A page is handed in exactly when Wagtail's workflow on it is in progress."""
    # `migrate` runs this too, before the tables are there.
    if not databases or not _tables_exist():
        return []
    in_progress = set(
        map(
            int,
            WorkflowState.objects.filter(
                status=WorkflowState.STATUS_IN_PROGRESS,
                base_content_type__app_label="wagtailcore",
                base_content_type__model="page",
            ).values_list("object_id", flat=True),
        )
    )
    submitted = set(
        Contribution.objects.filter(proposal=Proposal.SUBMITTED).values_list("page_id", flat=True)
    )
    return [
        Error(
            f"Page {page_id}: the contribution and Wagtail's workflow disagree",
            hint="Withdraw it and hand it in again.",
            id="network.E001",
        )
        for page_id in sorted(in_progress ^ submitted)
    ]


def _tables_exist() -> bool:
    tables = set(connection.introspection.table_names())
    return {Contribution._meta.db_table, WorkflowState._meta.db_table} <= tables
