"""In which languages mentors help, in the order in which they are offered."""

from django.utils.translation import pgettext_lazy

NAMES = {
    "sl": pgettext_lazy("language", "Slovenian"),
    "en": pgettext_lazy("language", "English"),
    "de": pgettext_lazy("language", "German"),
    "it": pgettext_lazy("language", "Italian"),
    "hr": pgettext_lazy("language", "Croatian"),
    "bs": pgettext_lazy("language", "Bosnian"),
    "sr": pgettext_lazy("language", "Serbian"),
    "mk": pgettext_lazy("language", "Macedonian"),
    "sq": pgettext_lazy("language", "Albanian"),
    "hu": pgettext_lazy("language", "Hungarian"),
    "fr": pgettext_lazy("language", "French"),
    "es": pgettext_lazy("language", "Spanish"),
    "uk": pgettext_lazy("language", "Ukrainian"),
    "ru": pgettext_lazy("language", "Russian"),
    "sgn-SI": pgettext_lazy("language", "Slovenian sign language"),
}
