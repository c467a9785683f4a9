"""Side doors: Wagtail's own sign-in, other processes, rights that have ended."""

import multiprocessing

import pytest
from django.contrib.auth.models import Group
from django.core.cache.backends.filebased import FileBasedCache
from django.urls import reverse

from accounts.models import COORDINATORS, User
from accounts.services import deactivate_user
from incubator.settings import base
from network.services import remove_member
from tests.moderation.scene import NOON, latest
from tests.moderation.test_receivers import in_the_editor


@pytest.mark.parametrize(
    ("path", "place"),
    [
        ("/cms/login/", "/prijava/"),
        ("/cms/password_reset/", "/geslo/pozabljeno/"),
        ("/cms/password_reset/done/", "/geslo/pozabljeno/"),
        ("/cms/password_reset/confirm/MQ/set-password/", "/geslo/pozabljeno/"),
        ("/cms/password_reset/complete/", "/geslo/pozabljeno/"),
        ("/cms/account/", "/racun/"),
        ("/_util/login/", "/prijava/"),
    ],
)
@pytest.mark.parametrize("method", ["get", "post"])
def test_wagtails_own_doors_lead_to_ours(db, client, path, place, method):
    response = getattr(client, method)(path, {"username": "root", "password": "x"})

    where = response.headers.get("Location", "").partition("?")[0]
    assert (response.status_code, where) in [(302, place), (404, "")]


def _count_in_another_process(folder, answers):
    answers.put(FileBasedCache(folder, {}).incr("stevec"))


def test_counters_are_the_same_in_all_processes(tmp_path):
    here = FileBasedCache(str(tmp_path), {})
    here.set("stevec", 1)
    fork = multiprocessing.get_context("fork")
    answers = fork.Queue()

    other = fork.Process(target=_count_in_another_process, args=(str(tmp_path), answers))
    other.start()
    other.join(timeout=30)

    assert (answers.get(timeout=5), here.get("stevec")) == (2, 2)


def test_the_cache_of_the_installation_is_one_that_processes_share():
    assert base.CACHES["default"]["BACKEND"].rpartition(".")[2] in {
        "FileBasedCache",
        "RedisCache",
    }


KEPT_BY_SUPERUSERS = {
    "users": "/cms/users/",
    "new user": "/cms/users/new/",
    "groups": "/cms/groups/",
    "new group": "/cms/groups/new/",
    "workflows": "/cms/workflows/list/",
    "new workflow": "/cms/workflows/add/",
    "tasks": "/cms/workflows/tasks/index/",
    "new task": "/cms/workflows/tasks/select_type/",
    "sites": "/cms/sites/",
    "new site": "/cms/sites/new/",
    "collections": "/cms/collections/",
    "new collection": "/cms/collections/add/",
    "languages": "/cms/locales/",
    "new language": "/cms/locales/new/",
    "redirects": "/cms/redirects/",
    "new redirect": "/cms/redirects/add/",
    "import of redirects": "/cms/redirects/import/",
}


def test_the_machine_room_is_for_superusers(scene, client, settings):
    # Wagtail lets nobody add a language while there is none left to add.
    languages = [*settings.LANGUAGES, ("it", "italiano")]
    settings.LANGUAGES = settings.WAGTAIL_CONTENT_LANGUAGES = languages

    def opened_to(user):
        client.force_login(user)
        return {name for name, path in KEPT_BY_SUPERUSERS.items() if _opens(client, path)}

    people = ("author", "decider", "coordinator", "root")
    opened = {who: opened_to(getattr(scene, who)) for who in people}

    assert opened == {
        "author": set(),
        "decider": set(),
        "coordinator": set(),
        "root": set(KEPT_BY_SUPERUSERS),
    }


def _opens(client, path):
    return client.get(path).status_code == 200


@pytest.mark.parametrize("who", ["author", "decider", "coordinator"])
def test_nobody_makes_themselves_more_than_they_are(scene, client, who):
    user = getattr(scene, who)
    groups = set(user.groups.values_list("name", flat=True))
    wish = {
        "username": user.username,
        "email": user.email,
        "first_name": "Ana",
        "last_name": "Kos",
        "is_superuser": "on",
        "is_staff": "on",
        "is_active": "on",
        "groups": list(Group.objects.values_list("pk", flat=True)),
    }
    client.force_login(user)

    for path in (
        f"/cms/users/edit/{user.pk}/",
        "/cms/account/",
        "/racun/",
        f"/cms/bulk/accounts/user/assign_role/?id={user.pk}",
    ):
        client.post(path, {**wish, "role": Group.objects.get(name=COORDINATORS).pk})
    client.post(
        f"/cms/groups/edit/{user.groups.first().pk}/", {"name": "Moja", "permissions": ["1", "2"]}
    )

    now = User.objects.get(pk=user.pk)
    assert (now.is_superuser, now.is_staff, set(now.groups.values_list("name", flat=True))) == (
        False,
        False,
        groups,
    )


@pytest.mark.parametrize("how", ["switched off", "left"])
def test_rights_end_with_the_next_request(scene, draft, client, how):
    addresses = {
        "editor": reverse("wagtailadmin_pages:edit", args=[draft.pk]),
        "preview": reverse("wagtailadmin_pages:view_draft", args=[draft.pk]),
        "own page": f"/oddaj/{draft.pk}/",
        "form": f"/oddaj/{draft.pk}/uredi/",
    }
    client.force_login(scene.author)
    before = {name: client.get(path).status_code for name, path in addresses.items()}

    if how == "switched off":
        deactivate_user(user_id=scene.author.pk, now=NOON)
    else:
        remove_member(organisation=scene.youth, user=scene.author)
    answers = {name: client.get(path) for name, path in addresses.items()}
    client.post(addresses["editor"], in_the_editor(draft, title="Potem"))
    client.post(f"/oddaj/{draft.pk}/oddaj/")

    assert set(before.values()) == {200}
    assert {name: answer.status_code == 200 for name, answer in answers.items()} == dict.fromkeys(
        addresses, False
    )
    assert [answer for answer in answers.values() if "Osnutek" in answer.content.decode()] == []
    assert latest(draft).content["title"] == "Osnutek"
    assert draft.contribution.proposal == "draft"
