"""The checks that every text passes, whatever section it belongs to."""

from django.utils.translation import gettext_lazy as _

from moderation.text_checks import alike, links, pictures, words
from moderation.text_checks.registry import Level, register_check


def register() -> None:
    _register_pictures()
    _register_words()
    _register_links()
    register_check(
        name="alike",
        level=Level.WARNING,
        look=alike.said_before,
        for_author=_("You have something with almost the same title already. Is it the same?"),
        for_moderator=_("The organisation has something with almost the same title: “%(title)s”."),
    )


def _register_pictures() -> None:
    register_check(
        name="picture.alt",
        level=Level.BLOCKS,
        look=pictures.without_alternative_text,
        for_author=_("Say what the picture shows."),
        for_moderator=_("A picture has no words for those who cannot see it."),
    )
    register_check(
        name="picture.author",
        level=Level.BLOCKS,
        look=pictures.without_author,
        for_author=_("Say who took or drew the picture."),
        for_moderator=_("Nobody is named as the author of a picture."),
    )
    register_check(
        name="picture.consent",
        level=Level.WARNING,
        look=pictures.without_consent,
        for_author=_("Say whether the people in the picture agree that everybody sees them."),
        for_moderator=_("It is not known whether the people in a picture agree."),
    )


def _register_words() -> None:
    register_check(
        name="summary",
        level=Level.BLOCKS,
        look=words.without_summary,
        for_author=_("Write one or two sentences that stand in lists."),
        for_moderator=_("The summary is missing."),
    )
    register_check(
        name="contact.phone",
        level=Level.WARNING,
        look=words.private_phones,
        for_author=_("Everybody will see the phone number %(phone)s. Does its owner want that?"),
        for_moderator=_("It looks like a private phone number: %(phone)s."),
    )
    register_check(
        name="contact.email",
        level=Level.WARNING,
        look=words.private_emails,
        for_author=_("Everybody will see the address %(email)s. Does its owner want that?"),
        for_moderator=_("It looks like a private e-mail address: %(email)s."),
    )
    register_check(
        name="readability",
        level=Level.INFO,
        look=words.long_sentences,
        for_author=_("Long words and sentences make it hard to read. Try shorter ones."),
        for_moderator=_("Hard to read: LIX %(figure)s, above %(limit)s."),
    )


def _register_links() -> None:
    register_check(
        name="links.insecure",
        level=Level.WARNING,
        look=links.insecure,
        for_author=_("This link is not secure: %(url)s. Try it with https://."),
        for_moderator=_("This link is not secure: %(url)s"),
    )
    register_check(
        name="links.dead",
        level=Level.WARNING,
        look=links.dead,
        for_author=_("This link does not open: %(url)s. Is there a typing error?"),
        for_moderator=_("This link does not open: %(url)s"),
    )
