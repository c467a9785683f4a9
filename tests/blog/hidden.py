"""Every way in which a text is not for the public, each made by the page's own factory."""

from datetime import timedelta

from django.utils import timezone
from wagtail.models import PageViewRestriction


def draft(factory, **facts):
    return factory(**facts)


def behind_a_password(factory, **facts):
    page = factory(published=True, **facts)
    PageViewRestriction.objects.create(
        page=page, restriction_type=PageViewRestriction.PASSWORD, password="geslo"
    )
    return page


def for_people_with_an_account(factory, **facts):
    page = factory(published=True, **facts)
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
    return page


def taken_down(factory, **facts):
    page = factory(published=True, **facts)
    page.unpublish()
    return page


def scheduled(factory, **facts):
    page = factory(**facts)
    page.go_live_at = timezone.now() + timedelta(days=1)
    page.save_revision().publish()
    return page


HIDDEN = {
    "draft": draft,
    "behind a password": behind_a_password,
    "for people with an account": for_people_with_an_account,
    "taken down": taken_down,
    "scheduled": scheduled,
}
