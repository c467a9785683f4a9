"""What the network does when Wagtail says that something happened to a page."""

from copy import copy

from django.db.models.signals import post_delete, pre_delete
from django.dispatch import receiver
from django.utils import timezone
from wagtail.contrib.redirects.signal_handlers import create_redirects
from wagtail.models import Page, Site
from wagtail.signals import (
    copy_for_translation_done,
    page_published,
    page_slug_changed,
    post_page_move,
)

from core.models import BasePage, GoneAddress
from network import services, translations
from network.models import Membership


@receiver(pre_delete, sender=Page)
def remember_gone_address(instance, **kwargs):
    """A deleted page that was once public answers 410 from now on."""
    if not instance.first_published_at:
        return
    parts = instance.get_url_parts()
    if parts and parts[2]:
        GoneAddress.objects.get_or_create(path=parts[2][:500], defaults={"gone_at": timezone.now()})


@receiver(page_published)
def forget_gone_address(instance, **kwargs):
    """An address that is used again is not gone for good, also when it is taken down later."""
    parts = instance.get_url_parts()
    if parts and parts[2]:
        GoneAddress.objects.filter(path=parts[2]).delete()


@receiver(page_published)
def follow_in_other_languages(instance, **kwargs):
    """What is published changes what its translations show and whether they are up to date."""
    # Wagtail sends this also when a text is only approved for a date.
    if instance.live:
        translations.follow_publication(instance)


@receiver(copy_for_translation_done)
def remember_original(source_obj, target_obj, **kwargs):
    if isinstance(source_obj, BasePage):
        translations.note_original(page=target_obj, source=source_obj)


@receiver(page_slug_changed)
def redirect_old_address(instance, instance_before, **kwargs):
    """Addresses of public pages go on working; a draft's address was never anybody's."""
    if instance_before.live:
        create_redirects(page=instance, page_old=instance_before, sites=Site.objects.all())


@receiver(post_page_move)
def redirect_moved_address(instance, url_path_before, url_path_after, **kwargs):
    """The same for a page that is moved; a new place among its siblings is no new address."""
    if instance.live and url_path_before != url_path_after:
        page = instance.specific
        page_before = copy(page)
        page_before.url_path = url_path_before
        create_redirects(page=page, page_old=page_before, sites=Site.objects.all())


@receiver(post_delete, sender=Membership)
def end_rights(instance, **kwargs):
    """Rights end with the membership, also when it goes along with its organisation."""
    services.sync_groups(user=instance.user)
