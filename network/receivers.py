"""What the network does when Wagtail says that something happened to a page."""

from django.db.models.signals import pre_delete
from django.dispatch import receiver
from django.utils import timezone
from wagtail.contrib.redirects.signal_handlers import create_redirects
from wagtail.models import Page, Site
from wagtail.signals import page_slug_changed

from core.models import GoneAddress


@receiver(pre_delete, sender=Page)
def remember_gone_address(instance, **kwargs):
    """A deleted page that was once public answers 410 from now on."""
    if not instance.first_published_at:
        return
    parts = instance.get_url_parts()
    if parts and parts[2]:
        GoneAddress.objects.get_or_create(path=parts[2][:500], defaults={"gone_at": timezone.now()})


@receiver(page_slug_changed)
def redirect_old_address(instance, instance_before, **kwargs):
    """Addresses of public pages go on working; a draft's address was never anybody's."""
    if instance_before.live:
        create_redirects(page=instance, page_old=instance_before, sites=Site.objects.all())
