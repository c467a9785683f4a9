"""Collect, check and compile the interface's translations.

    python bin/messages.py            collect with GNU gettext's xgettext, then compile
    python bin/messages.py --check    fail when something is missing, fuzzy or not compiled

Compiled files are kept in the repository, so that running the site needs no gettext. Only words
are read into `locale/`; numbers of lines are left out, they would change with every edit.

The CMS speaks Slovene throughout: what an installed package says only in English has to stand in
`locale_overrides/`. `--check` names what does not, so that an upgrade cannot bring English words.
"""

import importlib
import importlib.util
import re
import subprocess
import sys
from importlib import metadata
from itertools import chain
from pathlib import Path

import polib

ROOT = Path(__file__).resolve().parent.parent
# English is what the code speaks.
LANGUAGES = ("sl", "de")
CMS_LANGUAGE = "sl"
DOMAINS = ("django", "djangojs")
# Ours, and the words of libraries that we say in another way; those are kept by hand.
FOLDERS = (ROOT / "locale", ROOT / "locale_overrides")


def catalogues() -> list[Path]:
    return [
        path
        for language in LANGUAGES
        for folder in FOLDERS
        for path in sorted((folder / language / "LC_MESSAGES").glob("*.po"))
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
    name, catalogue = "/".join(path.parts[-4:]), polib.pofile(str(path))
    found = [
        f"{name}: not translated: {entry.msgid!r}" for entry in catalogue.untranslated_entries()
    ]
    found += [f"{name}: fuzzy: {entry.msgid!r}" for entry in catalogue.fuzzy_entries()]
    stored = path.with_suffix(".mo")
    if not stored.exists() or stored.read_bytes() != compiled(path):
        found.append(f"{name}: {stored.name} is not compiled from {path.name} (make messages)")
    return found


def installed() -> dict[str, Path]:
    """The installed packages by their module's name, each with the folder of its catalogues."""
    sys.path.insert(0, str(ROOT))
    # The settings can be imported only from here on.
    settings = importlib.import_module("incubator.settings.base")
    specs = [importlib.util.find_spec(app) for app in ["django.conf", *settings.INSTALLED_APPS]]
    return {spec.name: Path(spec.origin).parent / "locale" for spec in specs}


def is_locked(module: str, lock: str) -> bool:
    """Whether a module comes from the very version that the lock names.

    CI runs the suite on the next Wagtail too; its new words are translated when it is locked.
    """
    packages = metadata.packages_distributions().get(module.partition(".")[0], [])
    return any(
        f"\n{re.sub('[-_.]+', '-', package).lower()}=={metadata.version(package)} " in f"\n{lock}"
        for package in packages
    )


def said(folders: list[Path], domain: str) -> set[tuple]:
    """What is said in the language of the CMS. A plural form answers for the singular too."""
    paths = [folder / CMS_LANGUAGE / "LC_MESSAGES" / f"{domain}.mo" for folder in folders]
    entries = list(chain.from_iterable(polib.mofile(str(path)) for path in paths if path.exists()))
    singular = {(entry.msgctxt, entry.msgid, False) for entry in entries}
    return singular | {
        (entry.msgctxt, entry.msgid, True) for entry in entries if entry.msgid_plural
    }


def left_in_english(folder: Path, domain: str, known: set[tuple]) -> list[str]:
    """What a package says and nobody has in the language of the CMS.

    Its English catalogue is the list of what it says; it comes with every package that has one.
    """
    path = folder / "en" / "LC_MESSAGES" / f"{domain}.po"
    if not path.exists():
        return []
    return [
        entry.msgid
        for entry in polib.pofile(str(path))
        if not entry.obsolete
        and (entry.msgctxt, entry.msgid, bool(entry.msgid_plural)) not in known
    ]


def foreign_words() -> list[str]:
    packages, lock = installed(), (ROOT / "requirements.lock").read_text(encoding="utf-8")
    locked = {name: folder for name, folder in packages.items() if is_locked(name, lock)}
    found = []
    for domain in DOMAINS:
        known = said([*packages.values(), *FOLDERS], domain)
        found += [
            f"{name}: not in {CMS_LANGUAGE}, here or there ({domain}): {msgid!r}"
            for name, folder in locked.items()
            for msgid in left_in_english(folder, domain, known)
        ]
    return found


if __name__ == "__main__":
    if "--check" in sys.argv:
        found = [problem for path in catalogues() for problem in problems(path)]
        found += foreign_words()
        print("\n".join(found) or "Translations are complete.")  # noqa: T201
        sys.exit(bool(found))
    collect()
    for path in catalogues():
        path.with_suffix(".mo").write_bytes(compiled(path))
