"""Beginning an answer with a ready-made reply, without a script."""

from django.contrib import messages
from django.utils.translation import gettext as _

from moderation.forms import SendBackForm
from moderation.models import Reply
from moderation.versions import version_of
from moderation.views.access import for_deciders, readable
from moderation.views.screen import show


@for_deciders
def insert_reply(request, page_id):
    """Show the screen again with a reply below what was typed. Nothing is sent yet."""
    contribution = readable(request, page_id)
    typed = request.POST.get("comment", "")
    reply = Reply.objects.numbered(request.POST.get("reply"))
    if reply is None:
        messages.error(request, _("This reply has been removed. What you typed is kept."))
    form = SendBackForm(
        initial={**version_of(contribution).named(), "comment": with_reply(typed, reply)}
    )
    return show(
        request, contribution, read_digest=request.POST.get("digest", ""), send_back_form=form
    )


def with_reply(typed: str, reply: Reply | None) -> str:
    return "\n\n".join(part for part in (typed.strip(), reply and reply.text) if part)
