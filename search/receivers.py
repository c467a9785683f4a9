"""What changes an entry without the object itself being saved."""

from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from wagtail.models import Page, PageViewRestriction
from wagtail.signals import post_page_move

from network.models import Contribution
from search.services.indexing import index_on_commit, index_pages_below


@receiver([post_save, post_delete], sender=PageViewRestriction)
def index_what_is_restricted(instance, **kwargs):
    index_pages_below(instance.page)


@receiver(post_page_move)
def index_what_was_moved(instance, **kwargs):
    index_pages_below(instance)


@receiver(post_save, sender=Contribution)
def index_text_of_another_owner(instance, update_fields, **kwargs):
    if update_fields is None or "organisation" in update_fields:
        index_on_commit(model=Page, pk=instance.page_id)
