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
# Ours, and the words of libraries that we say in another way; those are kept by hand.
FOLDERS = ("locale", "locale_overrides")


def catalogues() -> list[Path]:
    return [
        ROOT / folder / language / "LC_MESSAGES" / "django.po"
        for language in LANGUAGES
        for folder in FOLDERS
    ]


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


def compiled(path: Path) -> bytes:
    return polib.pofile(str(path)).to_binary()


def problems(path: Path) -> list[str]:
    name, catalogue = path.relative_to(ROOT), polib.pofile(str(path))
    found = [
        f"{name}: not translated: {entry.msgid!r}" for entry in catalogue.untranslated_entries()
    ]
    found += [f"{name}: fuzzy: {entry.msgid!r}" for entry in catalogue.fuzzy_entries()]
    stored = path.with_suffix(".mo")
    if not stored.exists() or stored.read_bytes() != compiled(path):
        found.append(f"{name}: django.mo is not compiled from django.po (make messages)")
    return found


if __name__ == "__main__":
    if "--check" in sys.argv:
        found = [problem for path in catalogues() for problem in problems(path)]
        print("\n".join(found) or "Translations are complete.")  # noqa: T201
        sys.exit(bool(found))
    collect()
    for path in catalogues():
        path.with_suffix(".mo").write_bytes(compiled(path))
