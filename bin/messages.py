"""Collect, check and compile the interface's translations.

    python bin/messages.py            collect with GNU gettext's xgettext, then compile
    python bin/messages.py --check    fail when something is missing, fuzzy or not compiled

Compiled files are kept in the repository, so that running the site needs no gettext. Only words
are read into `locale/`; numbers of lines are left out, they would change with every edit.
"""

import subprocess
import sys
from pathlib import Path

import polib

ROOT = Path(__file__).resolve().parent.parent
LANGUAGES = ("sl",)


def path_of(language: str) -> Path:
    return ROOT / "locale" / language / "LC_MESSAGES" / "django.po"


def collect() -> None:
    for language in LANGUAGES:
        subprocess.run(  # noqa: S603 -- our own command line
            [
                sys.executable,
                "manage.py",
                "makemessages",
                "--locale",
                language,
                "--no-location",
                "--no-obsolete",
                "--ignore=.venv",
                "--ignore=var",
                "--ignore=tests",
                "--verbosity=0",
            ],
            cwd=ROOT,
            check=True,
        )


def compiled(language: str) -> bytes:
    return polib.pofile(str(path_of(language))).to_binary()


def problems(language: str) -> list[str]:
    catalogue = polib.pofile(str(path_of(language)))
    found = [
        f"{language}: not translated: {entry.msgid!r}" for entry in catalogue.untranslated_entries()
    ]
    found += [f"{language}: fuzzy: {entry.msgid!r}" for entry in catalogue.fuzzy_entries()]
    stored = path_of(language).with_suffix(".mo")
    if not stored.exists() or stored.read_bytes() != compiled(language):
        found.append(f"{language}: django.mo is not compiled from django.po (make messages)")
    return found


if __name__ == "__main__":
    if "--check" in sys.argv:
        found = [problem for language in LANGUAGES for problem in problems(language)]
        print("\n".join(found) or "Translations are complete.")  # noqa: T201
        sys.exit(bool(found))
    collect()
    for language in LANGUAGES:
        path_of(language).with_suffix(".mo").write_bytes(compiled(language))
