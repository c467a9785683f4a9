"""Make an empty installation usable; run again after every upgrade, it only adds what is missing."""

import tomllib
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from wagtail.models import (
    Collection,
    GroupCollectionPermission,
    GroupPagePermission,
    Locale,
    Page,
    Site,
    Workflow,
    WorkflowPage,
    WorkflowTask,
)
from wagtail_localize.models import Translation

from accounts.models import COORDINATORS
from home.models import HomePage
from mentors.languages import NAMES
from mentors.models import Language
from moderation.models import DutyApprovalTask, Reply
from network.collections import COLLECTION_RIGHTS, grant_collection_rights
from network.models import LocalActionGroup, Municipality, Organisation, SectionIndexPage
from network.services import EDITORS
from search.services import ensure_synonyms

HERE = Path(__file__).parent
MUNICIPALITIES = Path(apps.get_app_config("network").path) / "reference" / "municipalities.toml"

COORDINATED_SNIPPETS = (
    "core.lifestage",
    "core.topic",
    "moderation.reply",
    "moderation.reviewsettings",
    "network.localactiongroup",
    "network.membership",
    "network.municipality",
    "network.organisation",
    "network.place",
    "search.synonym",
    "wagtailsearchpromotions.searchpromotion",
)
PAGE_RIGHTS = ("add_page", "change_page", "publish_page", "lock_page", "unlock_page")


@transaction.atomic
def ensure_site() -> HomePage:
    """Bring page trees, groups, workflow, municipalities and languages into being.

    Return the front page in the main language.
    """
    content = tomllib.loads((HERE / "site.toml").read_text(encoding="utf-8"))
    _ensure_municipalities()
    for code in NAMES:
        Language.objects.get_or_create(code=code)
    homes = _ensure_pages(content)
    _ensure_groups(homes)
    _ensure_workflow(homes, content["workflow"])
    _ensure_replies(content["replies"])
    ensure_synonyms()
    for organisation in Organisation.objects.select_related("group", "collection"):
        grant_collection_rights(organisation.group, organisation.collection)
    return homes[0]


def _ensure_municipalities():
    groups = tomllib.loads(MUNICIPALITIES.read_text(encoding="utf-8"))
    for name, facts in groups.items():
        group, _created = LocalActionGroup.objects.get_or_create(
            slug=facts["slug"], defaults={"name": name}
        )
        for slug, municipality in facts["municipalities"]:
            Municipality.objects.get_or_create(
                slug=slug, defaults={"name": municipality, "local_action_group": group}
            )


def _ensure_pages(content) -> list[HomePage]:
    """Return the front pages, that of the main language first; each has a tree of its own."""
    homes: list[HomePage] = []
    for language, _name in settings.LANGUAGES:
        locale, _created = Locale.objects.get_or_create(language_code=language)
        home = HomePage.objects.filter(locale=locale).first() or _add_home(
            content["home"], locale, homes
        )
        for section in content["sections"]:
            _ensure_section(section, home, homes)
        homes.append(home)
    return homes


def _add_home(words, locale, homes) -> HomePage:
    root = Page.get_first_root_node()
    language = locale.language_code
    if homes:
        # All stand side by side below the root, so their addresses there must differ.
        slug, key = f"{words['slug']}-{language}", {"translation_key": homes[0].translation_key}
    else:
        slug, key = words["slug"], {}
    home = root.add_child(instance=HomePage(locale=locale, slug=slug, **key, **words[language]))
    if not homes:
        _make_root_of_site(home)
    home.refresh_from_db()
    return home


def _make_root_of_site(home):
    site = Site.objects.filter(is_default_site=True).first() or Site(
        hostname="localhost", is_default_site=True
    )
    welcome = site.root_page if site.pk else None
    site.root_page, site.site_name = home, settings.SITE_NAME
    site.save()
    if welcome and welcome.specific_class is Page:
        # Wagtail's own first page, which nobody wrote.
        welcome.delete()


def _ensure_section(section, home, homes):
    model = apps.get_model(section["model"])
    if model.objects.child_of(home).exists():
        return
    original = model.objects.child_of(homes[0]).first() if homes else None
    key = {"translation_key": original.translation_key} if original else {}
    home.add_child(
        instance=model(
            locale=home.locale,
            slug=section["slug"],
            show_in_menus=section.get("show_in_menus", True),
            **key,
            **section[home.locale.language_code],
        )
    )
    home.refresh_from_db()


def _ensure_groups(homes):
    coordinators, _created = Group.objects.get_or_create(name=COORDINATORS)
    editors, _created = Group.objects.get_or_create(name=EDITORS)
    access = Permission.objects.get(content_type__app_label="wagtailadmin", codename="access_admin")
    translate = _right_to_translate()
    coordinators.permissions.add(access, translate, *_snippet_permissions())
    editors.permissions.add(access)
    for home in homes:
        for codename in PAGE_RIGHTS:
            _grant_on_page(coordinators, home, codename)
        for section in _sections_below(home):
            _grant_on_page(editors, section, "add_page")
    root = Collection.get_first_root_node()
    for app_label, codenames in COLLECTION_RIGHTS.items():
        for permission in Permission.objects.filter(
            content_type__app_label=app_label, codename__in=codenames
        ):
            GroupCollectionPermission.objects.get_or_create(
                group=coordinators, collection=root, permission=permission
            )
    # Groups that Wagtail brings and that would publish around the partner on duty.
    Group.objects.filter(name__in=("Moderators", "Editors"), user=None).delete()


def _right_to_translate() -> Permission:
    """wagtail-localize makes it in a migration alone, so an emptied database lacks it."""
    permission, _created = Permission.objects.get_or_create(
        content_type=ContentType.objects.get_for_model(Translation),
        codename="submit_translation",
        defaults={"name": "Can submit translations"},
    )
    return permission


def _snippet_permissions():
    models = [apps.get_model(label) for label in COORDINATED_SNIPPETS]
    return Permission.objects.filter(
        content_type__app_label__in={model._meta.app_label for model in models},
        codename__in=[
            f"{action}_{model._meta.model_name}"
            for model in models
            for action in ("add", "change", "delete", "view")
        ],
    )


def _sections_below(home) -> list[SectionIndexPage]:
    children = Page.objects.child_of(home).specific()
    return [page for page in children if isinstance(page, SectionIndexPage)]


def _grant_on_page(group, page, codename):
    permission = Permission.objects.get(
        content_type__app_label="wagtailcore", content_type__model="page", codename=codename
    )
    GroupPagePermission.objects.get_or_create(group=group, page=page, permission=permission)


def _ensure_workflow(homes, names):
    task = DutyApprovalTask.objects.first() or DutyApprovalTask.objects.create(name=names["task"])
    workflow = Workflow.objects.filter(
        workflow_tasks__task=task, active=True
    ).first() or Workflow.objects.create(name=names["name"])
    WorkflowTask.objects.get_or_create(workflow=workflow, task=task, defaults={"sort_order": 0})
    # Wagtail's own workflow asks a group that we do not have.
    Workflow.objects.exclude(pk=workflow.pk).filter(
        workflow_pages__page__depth=1, name="Moderators approval"
    ).delete()
    # Not on the front page: coordinators publish plain pages themselves.
    for home in homes:
        for section in _sections_below(home):
            WorkflowPage.objects.update_or_create(page=section, defaults={"workflow": workflow})


def _ensure_replies(replies):
    """Give partners something to begin with; from then on the coordinators keep them."""
    if Reply.objects.exists():
        return
    for position, reply in enumerate(replies, start=1):
        Reply.objects.create(title=reply["title"], text=reply["text"].strip(), position=position)
