from io import StringIO

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, Permission
from django.core import mail
from django.core.management import CommandError, call_command
from wagtail.models import (
    GroupCollectionPermission,
    GroupPagePermission,
    Page,
    Site,
    Workflow,
    WorkflowPage,
)

from accounts.models import COORDINATORS, User
from blog.models import PostIndexPage
from home.site_setup import ensure_site
from network.models import LocalActionGroup, Municipality
from network.services import EDITORS
from tests.accounts.factories import UserFactory
from tests.network.factories import OrganisationFactory

pytestmark = pytest.mark.django_db

SECTIONS = {"blog", "koledar", "vodniki", "mentorji"}


def everything():
    """Each row of each table."""
    return {
        model._meta.label: sorted(map(str, model._default_manager.values()))
        for model in apps.get_models()
        if model._meta.managed and not model._meta.proxy
    }


def set_up(**options):
    told = StringIO()
    call_command("setup_site", stdout=told, **options)
    return told.getvalue().splitlines()


def test_setup_site_makes_the_pages_of_a_new_installation():
    below = [
        (3, "koledar", True),
        (3, "blog", True),
        (3, "vodniki", True),
        (3, "mentorji", True),
        (3, "prostori", True),
        (3, "organizacije", True),
        (3, "teme", True),
        (3, "obcine", True),
    ]
    assert list(Page.objects.order_by("path").values_list("depth", "slug", "live")) == [
        (1, "root", True),
        *((2, "domov", True), *below),
        *((2, "domov-en", True), *below),
        *((2, "domov-de", True), *below),
    ]
    in_no_menu = Page.objects.filter(depth=3, show_in_menus=False)
    assert set(in_no_menu.values_list("slug", flat=True)) == {"teme", "obcine"}
    site = Site.objects.get()
    assert (site.root_page.slug, site.is_default_site) == ("domov", True)


def test_setup_site_makes_the_same_pages_in_every_language():
    keys = {
        code: list(
            Page.objects.filter(locale__language_code=code, depth__gt=1)
            .order_by("path")
            .values_list("translation_key", flat=True)
        )
        for code in ("sl", "en", "de")
    }

    assert keys["sl"] == keys["en"] == keys["de"]
    titles = Page.objects.filter(slug="koledar").order_by("path").values_list("title", flat=True)
    assert list(titles) == ["Koledar", "Calendar", "Kalender"]


def test_setup_site_knows_the_municipalities_of_koroska():
    by_group = {
        group.name: group.municipalities.count() for group in LocalActionGroup.objects.all()
    }

    assert (len(by_group), sum(by_group.values()), Municipality.objects.count()) == (2, 12, 12)


def test_setup_site_gives_two_groups_their_rights_and_leaves_no_other():
    assert set(Group.objects.values_list("name", flat=True)) == {COORDINATORS, EDITORS}
    assert set(
        GroupPagePermission.objects.filter(group__name=EDITORS).values_list(
            "page__slug", "permission__codename"
        )
    ) == {(slug, "add_page") for slug in SECTIONS}
    assert set(
        GroupPagePermission.objects.filter(group__name=COORDINATORS).values_list(
            "page__slug", "permission__codename"
        )
    ) == {
        (slug, codename)
        for slug in ("domov", "domov-en", "domov-de")
        for codename in ("add_page", "change_page", "publish_page", "lock_page", "unlock_page")
    }


def test_setup_site_lets_coordinators_alone_keep_synonyms_and_promoted_results():
    kept = Permission.objects.filter(
        content_type__model__in=("synonym", "searchpromotion"),
        content_type__app_label__in=("search", "wagtailsearchpromotions"),
    )

    assert set(kept.filter(group__name=COORDINATORS).values_list("codename", flat=True)) == {
        f"{action}_{model}"
        for action in ("add", "change", "delete", "view")
        for model in ("synonym", "searchpromotion")
    }
    assert not kept.filter(group__name=EDITORS).exists()


def test_setup_site_puts_review_on_the_sections_alone():
    """Coordinators publish plain pages themselves."""
    assert set(WorkflowPage.objects.values_list("page__slug", flat=True)) == SECTIONS
    assert Workflow.objects.filter(active=True).count() == 1


def test_setup_site_twice_changes_nothing():
    OrganisationFactory()
    before = everything()

    ensure_site()

    assert everything() == before


def test_setup_site_leaves_alone_what_coordinators_changed(home):
    home.title, home.summary = "Naš portal", "Po svoje."
    home.save_revision().publish()
    blog = PostIndexPage.objects.get(locale__language_code="sl")
    blog.title, blog.slug, blog.show_in_menus = "Zgodbe", "zgodbe", False
    blog.save_revision().publish()
    before = everything()

    ensure_site()

    assert everything() == before


def test_setup_site_brings_back_what_is_missing():
    PostIndexPage.objects.get(locale__language_code="sl").delete()
    Group.objects.filter(name=EDITORS).delete()

    ensure_site()

    assert list(PostIndexPage.objects.values_list("slug", "live")) == [("blog", True)] * 3
    assert (
        set(
            GroupPagePermission.objects.filter(group__name=EDITORS).values_list(
                "page__slug", flat=True
            )
        )
        == SECTIONS
    )


def test_setup_site_gives_an_organisation_back_the_rights_to_its_files():
    organisation = OrganisationFactory()
    rights = GroupCollectionPermission.objects.filter(group=organisation.group)
    before = set(rights.values_list("collection", "permission__codename"))
    rights.delete()

    ensure_site()

    assert set(rights.values_list("collection", "permission__codename")) == before


def test_setup_site_leaves_a_group_of_wagtail_that_somebody_uses():
    UserFactory().groups.add(Group.objects.create(name="Editors"))

    ensure_site()

    assert Group.objects.filter(name="Editors").exists()


def test_setup_site_makes_the_first_coordinator_once():
    first = set_up(coordinator="Maja@example.org")
    second = set_up(coordinator="maja@example.org")

    user = User.objects.get(email__iexact="maja@example.org")
    assert (user.username, user.is_coordinator, user.is_superuser) == ("maja", True, False)
    assert (len(first), len(second)) == (2, 1)
    assert mail.outbox == []


def test_setup_site_makes_somebody_with_an_account_a_coordinator():
    user = UserFactory(email="maja@example.org")

    set_up(coordinator="maja@example.org")

    assert User.objects.get(pk=user.pk).is_coordinator


def test_setup_site_takes_nobodys_name_for_the_first_coordinator():
    UserFactory(username="Maja", email="druga@example.org")

    with pytest.raises(CommandError):
        set_up(coordinator="maja@example.org")

    assert not User.objects.filter(email="maja@example.org").exists()
