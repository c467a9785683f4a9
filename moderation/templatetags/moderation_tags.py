"""The way from one screen of duty to the others."""

from django import template
from django.urls import reverse
from django.utils.translation import gettext as _

from moderation.access import takes_duty
from moderation.screens import screens_for
from network.duty_answer import duty_at
from network.people import person_for
from network.rights import keeps_watch

register = template.Library()


@register.inclusion_tag("moderation/nav.html", takes_context=True)
def moderation_nav(context, here: str):
    """Draw the screens that the person may open; ``here`` names the one that is open.

    The screens of sections above moderation (``moderation.screens``) go by their whole name.
    """
    person = person_for(context["request"].user)
    duty = duty_at()
    keeps = keeps_watch(person, duty)
    links = [("queue", _("Waiting for decision"))]
    if keeps:
        links.append(("collecting", _("Collecting")))
    if takes_duty(person):
        links += [("hand_overs", _("Hand-over")), ("figures", _("Report"))]
    if keeps:
        links += [("reports", _("Readers' reports")), ("pictures", _("Withdrawn consent"))]
    named = [(f"moderation:{name}", label) for name, label in links]
    named += [(screen.url_name, screen.label) for screen in screens_for(person, duty)]
    return {
        "links": [
            {"url": reverse(name), "label": label, "is_here": name in {here, f"moderation:{here}"}}
            for name, label in named
        ]
    }
