"""The way from the CMS to the outbox."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component

from accounts.outbox_views import keeps_watch
from mail.models import OutgoingMail


class OutboxMenuItem(MenuItem):
    def is_shown(self, request):
        return keeps_watch(request.user)


@hooks.register("register_admin_menu_item")
def outbox_menu_item():
    return OutboxMenuItem(_("Outgoing mail"), reverse("outbox"), icon_name="mail", order=900)


class GivenUpPanel(Component):
    """How many mails were given up, and the way to them."""

    name = "given_up_mail"
    template_name = "accounts/given_up_panel.html"
    order = 20

    def __init__(self, number):
        self.number = number

    def get_context_data(self, parent_context):
        return {"number": self.number}


@hooks.register("construct_homepage_panels")
def say_what_was_given_up(request, panels):
    """Nobody looks after mail of whose failure they do not hear."""
    if not keeps_watch(request.user):
        return
    number = OutgoingMail.objects.given_up().count()
    if number:
        panels.append(GivenUpPanel(number))
