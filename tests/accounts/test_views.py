import re

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.models import Group, Permission
from django.shortcuts import resolve_url
from django.urls import reverse
from django.utils.translation import gettext as _
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from accounts import services
from accounts.models import AddressChange, MailRhythm, User
from mail.models import OutgoingMail
from tests.accounts.factories import PASSWORD, UserFactory, switch_on

pytestmark = pytest.mark.django_db

LOGIN = "/prijava/"
NEW_PASSWORD = "povsem-novo-geslo-26"


@pytest.fixture
def ana():
    return UserFactory(username="ana", email="ana@example.org")


def sign_in(client, login="ana", password=PASSWORD, **data):
    return client.post(LOGIN, {"login": login, "password": password, **data})


def signed_in_as(client):
    return User.objects.filter(pk=client.session.get("_auth_user_id")).first()


def paths_in_mails(kind):
    texts = OutgoingMail.objects.filter(kind=kind).values_list("text", flat=True)
    return [re.search(r"https?://[^/\s]+(/\S+)", text)[1] for text in texts]


def reset_path(client, email="ana@example.org"):
    client.post("/geslo/pozabljeno/", {"email": email})
    return paths_in_mails("password_reset_key")[-1]


# --- signing in and out -------------------------------------------------------------------------


@pytest.mark.parametrize("login", ["ana", "ANA", "ana@example.org", "Ana@Example.org", " ana "])
def test_signing_in_works_with_username_and_address_in_any_case(client, ana, login):
    response = sign_in(client, login)

    assertRedirects(response, resolve_url("contribute:list"), fetch_redirect_response=False)
    assert signed_in_as(client) == ana


@pytest.mark.parametrize(
    ("login", "password"),
    [
        ("ana", "narobe"),
        ("ana@example.org", "narobe"),
        ("nihče", PASSWORD),
        ("", PASSWORD),
        ("a" * 60_000, PASSWORD),
    ],
    ids=["wrong password", "wrong password with address", "nobody", "empty", "long"],
)
def test_signing_in_is_refused(client, ana, login, password):
    response = sign_in(client, login, password)

    assert response.status_code == 200
    assert response.context["form"].errors
    assert signed_in_as(client) is None


def test_signing_in_is_refused_to_whom_is_switched_off_even_with_the_right_password(client, ana):
    services.deactivate_user(user_id=ana.pk, now=ana.date_joined)

    response = sign_in(client)

    assertRedirects(response, reverse("account_inactive"))
    assert signed_in_as(client) is None


def test_signing_in_is_refused_after_too_many_wrong_passwords_even_with_the_right_one(client, ana):
    for _attempt in range(5):
        sign_in(client, password="narobe")

    response = sign_in(client)

    assert response.status_code == 200
    assert [error.code for error in response.context["form"].non_field_errors().data] == [
        "too_many_login_attempts"
    ]
    assert signed_in_as(client) is None


@pytest.mark.parametrize(
    ("target", "goes_to"),
    [
        ("/racun/", "/racun/"),
        ("https://zlo.example/", None),
        ("//zlo.example/", None),
        ("http://localhost/", None),
    ],
)
def test_signing_in_leads_on_within_this_host_only(client, ana, target, goes_to):
    response = sign_in(client, next=target)

    assert response.url == (goes_to or resolve_url("contribute:list"))


def test_signing_in_leads_whom_the_cms_refuses_to_the_author_side_and_not_in_circles(client, ana):
    client.force_login(ana)

    refused = client.get("/cms/")
    response = client.get(refused.url)

    assert refused.url == "/prijava/?next=/cms/"
    assert response.url == resolve_url("contribute:list")


def test_signing_in_leads_who_is_signed_in_already_to_the_cms_if_it_is_theirs(client, ana):
    group = Group.objects.create(name="Partnerji")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    ana.groups.add(group)
    client.force_login(ana)

    assert client.get("/prijava/?next=/cms/").url == "/cms/"


def test_signing_in_leaves_no_second_list_of_addresses(client, ana):
    sign_in(client)
    client.post(
        "/geslo/",
        {"oldpassword": PASSWORD, "password1": NEW_PASSWORD, "password2": NEW_PASSWORD},
    )
    client.get(reset_path(client), follow=True)

    assert list(EmailAddress.objects.all()) == []


def test_signing_out_asks_first_and_then_does_it(client, ana):
    client.force_login(ana)

    client.get("/odjava/")
    still = signed_in_as(client)
    response = client.post("/odjava/")

    assert (still, signed_in_as(client)) == (ana, None)
    assertRedirects(response, "/", fetch_redirect_response=False)


# --- switching off ------------------------------------------------------------------------------


def _by_service(user):
    services.deactivate_user(user_id=user.pk, now=user.date_joined)


def _by_row(user):
    User.objects.filter(pk=user.pk).update(is_active=False)


def _by_form(user):
    user = User.objects.get(pk=user.pk)
    user.is_active = False
    user.save()


@pytest.fixture(params=[_by_service, _by_row, _by_form], ids=["service", "row", "form"])
def switch_off(request):
    return request.param


def test_switching_off_ends_sessions_at_once_and_for_good(client, ana, switch_off):
    client.force_login(ana)
    before = client.get("/racun/").status_code

    switch_off(ana)
    while_off = client.get("/racun/")
    switch_on(ana)
    after = client.get("/racun/")

    assert before == 200
    assert [while_off.url, after.url] == ["/prijava/?next=/racun/"] * 2


def test_switching_off_kills_reset_links_for_good(client, ana, switch_off):
    path = reset_path(client)

    switch_off(ana)
    while_off = client.get(path)
    switch_on(ana)
    after = client.get(path)

    assert [(page.status_code, page.context["token_fail"]) for page in (while_off, after)] == [
        (200, True),
        (200, True),
    ]


def test_switching_off_kills_a_reset_that_was_already_opened(client, ana, switch_off):
    form_path = client.get(reset_path(client)).url

    switch_off(ana)
    switch_on(ana)
    client.post(form_path, {"password1": NEW_PASSWORD, "password2": NEW_PASSWORD})

    ana.refresh_from_db()
    assert ana.check_password(PASSWORD)


# --- passwords ----------------------------------------------------------------------------------


def test_a_reset_link_sets_the_password_once_and_tells_by_mail(client, ana):
    path = reset_path(client)

    form_path = client.get(path).url
    response = client.post(form_path, {"password1": NEW_PASSWORD, "password2": NEW_PASSWORD})
    again = client.get(path)

    assertRedirects(response, reverse("account_reset_password_from_key_done"))
    ana.refresh_from_db()
    assert ana.check_password(NEW_PASSWORD)
    assert again.context["token_fail"]
    assert list(OutgoingMail.objects.order_by("pk").values_list("recipient", "kind")) == [
        ("ana@example.org", "password_reset_key"),
        ("ana@example.org", "password_reset"),
    ]


def test_a_reset_link_ends_other_sessions(client, ana):
    other = client.__class__()
    other.force_login(ana)

    form_path = client.get(reset_path(client)).url
    client.post(form_path, {"password1": NEW_PASSWORD, "password2": NEW_PASSWORD})

    assert other.get("/racun/").url == "/prijava/?next=/racun/"


@pytest.mark.parametrize("email", ["tujec@example.org", "off@example.org"])
def test_asking_for_a_reset_answers_strangers_like_members_and_writes_to_nobody(client, ana, email):
    UserFactory(email="off@example.org", is_active=False)
    known = client.post("/geslo/pozabljeno/", {"email": "ana@example.org"})

    unknown = client.post("/geslo/pozabljeno/", {"email": email})

    assert (unknown.status_code, unknown.url) == (known.status_code, known.url)
    assertRedirects(unknown, reverse("account_reset_password_done"))
    assert list(OutgoingMail.objects.values_list("recipient", flat=True)) == ["ana@example.org"]


def test_changing_the_password_needs_the_old_one(client, ana):
    client.force_login(ana)

    client.post(
        "/geslo/", {"oldpassword": "narobe", "password1": NEW_PASSWORD, "password2": NEW_PASSWORD}
    )

    ana.refresh_from_db()
    assert ana.check_password(PASSWORD)


def test_changing_the_password_keeps_this_session_and_tells_by_mail(client, ana):
    client.force_login(ana)

    response = client.post(
        "/geslo/", {"oldpassword": PASSWORD, "password1": NEW_PASSWORD, "password2": NEW_PASSWORD}
    )

    assertRedirects(response, "/racun/")
    ana.refresh_from_db()
    assert ana.check_password(NEW_PASSWORD)
    assert list(OutgoingMail.objects.values_list("recipient", "kind")) == [
        ("ana@example.org", "password_changed")
    ]


def test_who_has_no_password_is_led_to_the_reset(client, ana):
    ana.set_unusable_password()
    ana.save()
    client.force_login(ana)

    assertRedirects(client.get("/geslo/", follow=True), "/geslo/pozabljeno/")


# --- own account --------------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["/racun/", "/racun/naslov/", "/geslo/"])
def test_own_account_is_closed_to_strangers(client, path):
    assertRedirects(client.get(path), f"/prijava/?next={path}")


def test_profile_saves_the_name_and_nothing_else(client, ana):
    client.force_login(ana)

    response = client.post(
        "/racun/",
        {
            "first_name": "Ana",
            "last_name": "Novak",
            "email": "zlo@example.org",
            "is_superuser": "on",
        },
    )

    assertRedirects(response, "/racun/")
    ana.refresh_from_db()
    assert (str(ana), ana.email, ana.is_superuser) == ("Ana Novak", "ana@example.org", False)


WISHES = "/racun/posta/"


@pytest.mark.parametrize("language", ["sl", "en", "de"])
@pytest.mark.parametrize("rhythm", list(MailRhythm))
def test_wishes_are_noted_and_nothing_else(client, ana, language, rhythm):
    client.force_login(ana)

    response = client.post(
        WISHES, {"language": language, "mail_rhythm": rhythm, "is_superuser": "on", "user": "1"}
    )

    assertRedirects(response, "/racun/")
    ana.refresh_from_db()
    assert (ana.language, ana.mail_rhythm, ana.is_superuser) == (language, rhythm, False)


@pytest.mark.parametrize(
    ("data", "faulty"),
    [
        ({"language": "fr", "mail_rhythm": "daily"}, ["language"]),
        ({"language": "de", "mail_rhythm": "weekly"}, ["mail_rhythm"]),
        ({"language": "de\x00", "mail_rhythm": "d" * 5000}, ["mail_rhythm", "language"]),
        ({}, ["mail_rhythm", "language"]),
    ],
    ids=["language", "rhythm", "odd", "empty"],
)
def test_wishes_that_we_do_not_know_are_refused(client, ana, data, faulty):
    client.force_login(ana)

    response = client.post(WISHES, data)

    assert (response.status_code, list(response.context["wishes"].errors)) == (422, faulty)
    ana.refresh_from_db()
    assert (ana.language, ana.mail_rhythm) == ("sl", "at_once")


@pytest.mark.parametrize("method", ["get", "put", "delete"])
def test_wishes_are_only_posted(client, ana, method):
    client.force_login(ana)

    assert getattr(client, method)(WISHES).status_code == 405


def test_wishes_are_closed_to_strangers(client):
    assertRedirects(client.post(WISHES, {}), f"/prijava/?next={WISHES}")


@pytest.mark.parametrize(
    ("rhythm", "sent"), [("at_once", ["Čaka"]), ("urgent", ["Čaka"]), ("daily", [])]
)
def test_wishes_for_no_digest_send_what_waited_for_it(client, ana, rhythm, sent):
    ana.pending_letters.create(kind="a", subject="Čaka", text="A", at=ana.date_joined)
    client.force_login(ana)

    shown = client.get("/racun/").context["waiting"]
    client.post(WISHES, {"language": "sl", "mail_rhythm": rhythm})
    client.post(WISHES, {"language": "sl", "mail_rhythm": rhythm})

    assert shown == 1
    assert list(OutgoingMail.objects.values_list("subject", flat=True)) == sent
    assert ana.pending_letters.count() == 1 - len(sent)


def test_profile_asks_for_what_is_wished_with_the_present_wishes_chosen(client, ana):
    User.objects.filter(pk=ana.pk).update(language="de", mail_rhythm="daily")
    client.force_login(ana)

    form = client.get("/racun/").context["wishes"]

    assert (form["language"].value(), form["mail_rhythm"].value()) == ("de", "daily")


def ask_for_address(client, new_email="nova@example.org", password=PASSWORD):
    return client.post("/racun/naslov/", {"new_email": new_email, "password": password})


@pytest.mark.parametrize(
    ("data", "faulty"),
    [
        ({"password": "narobe"}, "password"),
        ({"new_email": "nova"}, "new_email"),
        ({"new_email": "Bor@example.org"}, "new_email"),
        ({"new_email": "ana@example.org"}, "new_email"),
    ],
    ids=["wrong password", "no address", "somebody else's", "the same"],
)
def test_change_of_address_is_refused(client, ana, data, faulty):
    UserFactory(email="bor@example.org")
    client.force_login(ana)

    response = ask_for_address(client, **data)

    assert list(response.context["form"].errors) == [faulty]
    assert (AddressChange.objects.count(), OutgoingMail.objects.count()) == (0, 0)


def test_change_of_address_is_throttled(client, ana):
    client.force_login(ana)

    answers = [ask_for_address(client, password="narobe").status_code for _attempt in range(6)]

    assert answers == [200] * 5 + [429]
    assert ask_for_address(client).status_code == 429


def test_change_of_address_is_carried_out_by_two_buttons_without_signing_in(client, ana):
    client.force_login(ana)
    assertRedirects(ask_for_address(client), "/racun/")
    client.logout()
    [old_path] = paths_in_mails("address_change_old")
    [new_path] = paths_in_mails("address_change_new")

    addresses = []
    for visit in (client.get, client.post):
        for path in (old_path, new_path):
            assertContains(visit(path), "nova@example.org")
            addresses.append(User.objects.get().email)

    assert addresses == ["ana@example.org"] * 3 + ["nova@example.org"]


def test_change_of_address_says_so_when_a_link_is_dead_or_the_address_taken(client, ana):
    client.force_login(ana)
    ask_for_address(client)
    [old_path] = paths_in_mails("address_change_old")
    [new_path] = paths_in_mails("address_change_new")
    client.post(old_path)
    UserFactory(email="nova@example.org")

    used, taken = client.post(old_path), client.post(new_path)
    invented = client.get(reverse("account_confirm_address", args=["izmisljen"]))

    assert [(page.status_code, page.templates[0].name) for page in (used, taken, invented)] == [
        (410, "accounts/link_is_dead.html"),
        (409, "accounts/address_taken.html"),
        (410, "accounts/link_is_dead.html"),
    ]


def test_links_for_another_address_do_nothing_once_the_account_is_switched_off(
    client, ana, switch_off
):
    client.force_login(ana)
    ask_for_address(client)
    paths = paths_in_mails("address_change_old") + paths_in_mails("address_change_new")

    switch_off(ana)
    while_off = [client.post(path).status_code for path in paths]
    switch_on(ana)
    after = [client.post(path).status_code for path in paths]

    assert (while_off, after, User.objects.get().email) == (
        [410, 410],
        [410, 410],
        "ana@example.org",
    )


def test_profile_shows_an_open_change_until_it_is_done(client, ana):
    client.force_login(ana)
    ask_for_address(client)

    waiting = client.get("/racun/")
    for path in paths_in_mails("address_change_old") + paths_in_mails("address_change_new"):
        client.post(path)
    done = client.get("/racun/")

    sentence = _("It waits for its confirmation at both addresses.")
    assertContains(waiting, sentence)
    assertNotContains(done, sentence)
    assertContains(done, "nova@example.org")
