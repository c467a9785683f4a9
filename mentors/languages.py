"""In which languages mentors help, in the order in which they are offered."""

from django.utils.translation import gettext_lazy as _

NAMES = {
    "sl": _("Slovenian"),
    "en": _("English"),
    "de": _("German"),
    "it": _("Italian"),
    "hr": _("Croatian"),
    "bs": _("Bosnian"),
    "sr": _("Serbian"),
    "mk": _("Macedonian"),
    "sq": _("Albanian"),
    "hu": _("Hungarian"),
    "fr": _("French"),
    "es": _("Spanish"),
    "uk": _("Ukrainian"),
    "ru": _("Russian"),
    "sgn-SI": _("Slovenian sign language"),
}
