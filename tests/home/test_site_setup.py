import pytest
from django.apps import apps
from django.contrib.auth.models import Group
from django.core.management import CommandError, call_command
from wagtail.models import Page, Site, WorkflowPage

from accounts.models import COORDINATORS, User
from blog.models import PostIndexPage
from home.models import HomePage, SiteFooter
from home.site_setup import ensure_site
from network.models import Municipality, Organisation
from network.services import EDITORS
from tests.accounts.factories import UserFactory
from tests.network.factories import OrganisationFactory


def everything():
    """All rows of all tables."""
    return {
        model._meta.label: list(model._base_manager.order_by("pk").values())
        for model in apps.get_models(include_auto_created=True)
    }


def tree():
    return [
        (page.depth, type(page).__name__, page.slug, page.live)
        for page in Page.objects.order_by("path").specific()
    ]


TREE = [
    (1, "Page", "root", True),
    (2, "HomePage", "domov", True),
    (3, "EventIndexPage", "koledar", True),
    (3, "PostIndexPage", "blog", True),
    (3, "OrganisationIndexPage", "organizacije", True),
]


def accounts():
    return list(User.objects.values_list("username", "email", "groups__name"))


def test_the_site_stands_after_the_first_run(db):
    assert tree() == TREE
    assert list(Site.objects.values_list("root_page__slug", "is_default_site")) == [("domov", True)]
    assert sorted(Group.objects.values_list("name", flat=True)) == sorted([COORDINATORS, EDITORS])
    assert set(WorkflowPage.objects.values_list("page__slug", flat=True)) == {"koledar", "blog"}
    assert Municipality.objects.count() == 12


def test_a_second_run_changes_nothing(db):
    OrganisationFactory()
    before = everything()

    ensure_site()

    assert everything() == before


def test_setup_site_twice_changes_nothing_and_says_that_it_is_done(db, capsys):
    before = everything()

    call_command("setup_site")
    call_command("setup_site")

    assert everything() == before
    assert capsys.readouterr().out == "The site is set up.\n" * 2


def test_a_run_brings_back_what_is_missing(db):
    PostIndexPage.objects.get().delete()
    SiteFooter.objects.all().delete()
    Group.objects.get(name=COORDINATORS).delete()

    ensure_site()

    assert sorted(tree()) == sorted(TREE)
    assert SiteFooter.objects.count() == 1
    assert set(
        Group.objects.get(name=COORDINATORS).page_permissions.values_list(
            "page__slug", "permission__codename"
        )
    ) == {
        ("domov", codename)
        for codename in ("add_page", "change_page", "publish_page", "lock_page", "unlock_page")
    }


def test_a_run_leaves_what_coordinators_changed(db, home, blog_index):
    home.title = "Naša Koroška"
    home.save()
    blog_index.slug = "zgodbe"
    blog_index.show_in_menus = False
    blog_index.save()
    Municipality.objects.filter(slug="mezica").update(name="Mežica ob Meži")
    before = everything()

    ensure_site()

    assert everything() == before


def test_a_run_gives_organisations_the_rights_of_a_newer_version(db):
    organisation = OrganisationFactory()
    rights = organisation.group.collection_permissions
    whole = set(rights.values_list("collection", "permission__codename"))
    rights.all().delete()

    ensure_site()

    assert set(rights.values_list("collection", "permission__codename")) == whole
    assert {collection for collection, _codename in whole} == {organisation.collection_id}


def test_a_run_takes_away_wagtails_own_groups_unless_somebody_is_in_them(db):
    Group.objects.create(name="Editors")
    moderators = Group.objects.create(name="Moderators")
    UserFactory().groups.add(moderators)

    ensure_site()

    assert set(Group.objects.values_list("name", flat=True)) == {
        COORDINATORS,
        EDITORS,
        "Moderators",
    }


def test_a_run_that_fails_leaves_nothing_half_done(db):
    HomePage.objects.get().delete()
    Site.objects.all().delete()
    # A page of somebody's stands where the front page would.
    Page.get_first_root_node().add_child(instance=Page(title="Tuja", slug="domov"))

    home = ensure_site()

    assert home.slug != "domov"


# --- the first coordinator --------------------------------------------------------------------


def test_setup_site_makes_the_first_coordinator_without_a_password(db, capsys):
    call_command("setup_site", coordinator="Ana@example.org")

    assert accounts() == [("ana", "Ana@example.org", COORDINATORS)]
    assert User.objects.get().has_usable_password() is False
    assert "Ana@example.org" in capsys.readouterr().out


def test_setup_site_makes_no_second_account_for_an_address(db):
    for address in ("ana@example.org", "ANA@example.org"):
        call_command("setup_site", coordinator=address, verbosity=0)

    assert accounts() == [("ana", "ana@example.org", COORDINATORS)]


def test_setup_site_makes_a_coordinator_of_somebody_who_has_an_account(db):
    UserFactory(username="ana", email="ana@example.org")

    call_command("setup_site", coordinator="ana@example.org")

    assert accounts() == [("ana", "ana@example.org", COORDINATORS)]


def test_setup_site_does_not_take_over_somebody_elses_name(db):
    UserFactory(username="Ana", email="druga@example.org")

    with pytest.raises(CommandError):
        call_command("setup_site", coordinator="ana@example.org")

    assert accounts() == [("Ana", "druga@example.org", None)]


def test_coordinators_keep_the_rows_of_the_network(db):
    group = Group.objects.get(name=COORDINATORS)
    of_organisations = group.permissions.filter(
        content_type__app_label="network", content_type__model=Organisation._meta.model_name
    )

    assert set(of_organisations.values_list("codename", flat=True)) == {
        f"{action}_organisation" for action in ("add", "change", "delete", "view")
    }
