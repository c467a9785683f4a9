import re
from datetime import UTC, datetime, timedelta

import pytest
from django.urls import resolve
from wagtail.models import ModelLogEntry

from accounts import services
from accounts.models import AddressChange, User
from mail.models import OutgoingMail
from tests.accounts.factories import UserFactory, switch_on

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
LATER = NOW + timedelta(hours=1)


def ask(user, new_email="nova@example.org", now=NOW):
    """Ask for a new address; return the keys from the mails to the old and the new one."""
    services.request_address_change(user_id=user.pk, new_email=new_email, now=now)
    return [token_in(mail) for mail in OutgoingMail.objects.order_by("-pk")[:2][::-1]]


def token_in(mail):
    [path] = re.findall(r"https?://[^/\s]+(/racun/naslov/\S+)", mail.text)
    return resolve(path).kwargs["token"]


def mails():
    return list(OutgoingMail.objects.order_by("pk").values_list("recipient", "kind", "is_secret"))


@pytest.fixture
def ana():
    return UserFactory(username="ana", email="ana@example.org")


def test_request_address_change_writes_to_both_addresses_with_different_keys(ana):
    keys = ask(ana, "Nova@Example.org")

    assert mails() == [
        ("ana@example.org", "address_change_old", True),
        ("nova@example.org", "address_change_new", True),
    ]
    assert len(set(keys)) == 2
    assert list(User.objects.values_list("email", flat=True)) == ["ana@example.org"]


def test_request_address_change_stores_no_key(ana):
    keys = ask(ana)

    [row] = AddressChange.objects.values()
    assert not set(keys) & set(row.values())


def test_request_address_change_refuses_an_address_of_somebody_else(ana):
    UserFactory(email="nova@example.org")

    with pytest.raises(services.AddressTaken):
        ask(ana, "NOVA@example.org")

    assert (AddressChange.objects.count(), mails()) == (0, [])


def test_request_address_change_replaces_the_wish_before(ana):
    earlier = ask(ana, "prva@example.org")
    ask(ana, "druga@example.org")

    for key in earlier:
        with pytest.raises(services.LinkIsDead):
            services.confirm_address_change(token=key, now=LATER)
    assert list(AddressChange.objects.values_list("new_email", flat=True)) == ["druga@example.org"]


@pytest.mark.parametrize("order", [(0, 1), (1, 0)], ids=["old first", "new first"])
def test_confirm_address_change_moves_the_account_with_the_second_confirmation(ana, order):
    keys = ask(ana)
    much_later = NOW + timedelta(hours=47)

    services.confirm_address_change(token=keys[order[0]], now=LATER)
    between = User.objects.get().email
    services.confirm_address_change(token=keys[order[1]], now=much_later)

    assert (between, User.objects.get().email) == ("ana@example.org", "nova@example.org")
    change = AddressChange.objects.get()
    confirmed_at = [change.old_confirmed_at, change.new_confirmed_at]
    assert [confirmed_at[which] for which in order] == [LATER, much_later]
    assert change.done_at == much_later
    assert mails()[2:] == [("ana@example.org", "address_changed", False)]


@pytest.mark.parametrize("which", [0, 1], ids=["old address", "new address"])
def test_confirm_address_change_is_not_done_by_one_address_alone(ana, which):
    key = ask(ana)[which]
    services.confirm_address_change(token=key, now=LATER)

    with pytest.raises(services.LinkIsDead):
        services.confirm_address_change(token=key, now=LATER)

    assert User.objects.get().email == "ana@example.org"


def test_confirm_address_change_refuses_an_address_that_was_given_away_meanwhile(ana):
    old_key, new_key = ask(ana)
    services.confirm_address_change(token=old_key, now=LATER)
    UserFactory(email="nova@example.org")

    with pytest.raises(services.AddressTaken):
        services.confirm_address_change(token=new_key, now=LATER)

    ana.refresh_from_db()
    assert ana.email == "ana@example.org"
    assert AddressChange.objects.get().done_at is None


def _switch_off(user):
    services.deactivate_user(user_id=user.pk, now=LATER)


def _switch_off_and_on(user):
    _switch_off(user)
    switch_on(user)


def _switch_off_past_our_manager(user):
    User._base_manager.filter(pk=user.pk).update(is_active=False)


def _change_password(user):
    user.set_password("drugo-geslo-2026")
    user.save()


def _change_address_elsewhere(user):
    user.email = "tretja@example.org"
    user.save()


@pytest.mark.parametrize(
    "happens",
    [
        _switch_off,
        _switch_off_and_on,
        _switch_off_past_our_manager,
        _change_password,
        _change_address_elsewhere,
    ],
)
def test_links_for_another_address_die_when_the_account_changes(ana, happens):
    old_key, new_key = ask(ana)
    services.confirm_address_change(token=old_key, now=LATER)

    happens(User.objects.get())

    with pytest.raises(services.LinkIsDead):
        services.confirm_address_change(token=new_key, now=LATER)
    assert User.objects.get().email != "nova@example.org"


@pytest.mark.parametrize(
    ("after", "is_alive"),
    [(timedelta(hours=48, seconds=-1), True), (timedelta(hours=48), False)],
    ids=["almost two days", "two days"],
)
def test_links_for_another_address_live_two_days(ana, after, is_alive):
    old_key, _ = ask(ana)

    try:
        services.address_change_for(token=old_key, now=NOW + after)
    except services.LinkIsDead:
        assert not is_alive
    else:
        assert is_alive


def test_address_change_for_an_invented_key_is_dead(ana):
    ask(ana)

    with pytest.raises(services.LinkIsDead):
        services.address_change_for(token="izmišljen", now=LATER)


def test_deactivate_user_switches_off_one_account_and_leaves_a_trace(ana):
    other = UserFactory()

    services.deactivate_user(user_id=ana.pk, now=NOW)
    services.deactivate_user(user_id=ana.pk, now=LATER)

    assert list(User.objects.active()) == [other]
    assert list(ModelLogEntry.objects.values_list("object_id", "timestamp", "data")) == [
        (str(ana.pk), NOW, {"is_active": False})
    ]
