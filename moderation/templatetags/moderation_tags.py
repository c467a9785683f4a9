"""The way from one screen of duty to the others."""

from django import template
from django.urls import reverse
from django.utils.translation import gettext as _

from moderation.access import keeps_watch, takes_duty
from network.duty_answer import duty_at
from network.people import person_for

register = template.Library()


@register.inclusion_tag("moderation/nav.html", takes_context=True)
def moderation_nav(context, here: str):
    """Draw the screens that the person may open; ``here`` names the one that is open."""
    person = person_for(context["request"].user)
    links = [("queue", _("Waiting for decision"))]
    if takes_duty(person):
        links += [("hand_overs", _("Hand-over")), ("figures", _("Report"))]
    if keeps_watch(person, duty_at()):
        links.append(("reports", _("Readers' reports")))
    return {
        "links": [
            {"url": reverse(f"moderation:{name}"), "label": label, "is_here": name == here}
            for name, label in links
        ]
    }
