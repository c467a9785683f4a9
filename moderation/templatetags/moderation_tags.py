"""The way from one screen of duty to the others."""

from django import template
from django.urls import reverse
from django.utils.translation import gettext as _

from moderation.access import takes_duty
from network.duty_answer import duty_at
from network.people import person_for
from network.rights import keeps_watch

register = template.Library()


@register.inclusion_tag("moderation/nav.html", takes_context=True)
def moderation_nav(context, here: str):
    """Draw the screens that the person may open; ``here`` names the one that is open."""
    person = person_for(context["request"].user)
    keeps = keeps_watch(person, duty_at())
    links = [("queue", _("Waiting for decision"))]
    if keeps:
        links.append(("collecting", _("Collecting")))
    if takes_duty(person):
        links += [("hand_overs", _("Hand-over")), ("figures", _("Report"))]
    if keeps:
        links += [("reports", _("Readers' reports")), ("pictures", _("Withdrawn consent"))]
    return {
        "links": [
            {"url": reverse(f"moderation:{name}"), "label": label, "is_here": name == here}
            for name, label in links
        ]
    }
