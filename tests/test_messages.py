"""`bin/messages.py --check`, on catalogues made for the occasion."""

import importlib.util
from pathlib import Path

import polib
import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def messages():
    spec = importlib.util.spec_from_file_location("messages", ROOT / "bin" / "messages.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def catalogue(folder, language, *entries):
    path = folder / language / "LC_MESSAGES" / "django.po"
    path.parent.mkdir(parents=True)
    book = polib.POFile()
    book.extend(entries)
    book.save(str(path))
    book.save_as_mofile(str(path.with_suffix(".mo")))
    return path


def one(msgid, msgstr="", **more):
    return polib.POEntry(msgid=msgid, msgstr=msgstr, **more)


def several(msgid, *forms):
    return polib.POEntry(
        msgid=msgid, msgid_plural=f"{msgid}s", msgstr_plural=dict(enumerate(forms))
    )


def test_problems_name_what_is_missing_and_what_is_fuzzy(messages, tmp_path):
    path = catalogue(
        tmp_path / "locale",
        "de",
        one("Save", "Speichern"),
        one("Send"),
        one("Close", "Öffnen", flags=["fuzzy"]),
    )
    path.with_suffix(".mo").write_bytes(messages.compiled(path))

    assert messages.problems(path) == [
        "locale/de/LC_MESSAGES/django.po: not translated: 'Send'",
        "locale/de/LC_MESSAGES/django.po: fuzzy: 'Close'",
    ]


def test_problems_name_a_catalogue_that_was_not_compiled(messages, tmp_path):
    path = catalogue(tmp_path / "locale", "de", one("Save", "Speichern"))
    path.with_suffix(".mo").unlink()

    assert messages.problems(path) == [
        "locale/de/LC_MESSAGES/django.po: django.mo is not compiled from django.po (make messages)"
    ]


def test_left_in_english_is_what_neither_the_package_nor_we_say(messages, tmp_path):
    package, ours = tmp_path / "package", tmp_path / "ours"
    english = [one("Theirs"), one("Ours"), one("Nobody's"), one("Page", msgctxt="paper")]
    catalogue(package, "en", *english, several("Picture"), several("File"))
    catalogue(package, "sl", one("Theirs", "Njihovo"), one("Page", "Stran"), one("Nobody's"))
    catalogue(ours, "sl", one("Ours", "Naše"), one("Picture", "Slika"), several("File", *"abcd"))

    known = messages.said([package, ours], "django")

    assert messages.left_in_english(package, "django", known) == ["Nobody's", "Page", "Picture"]


def test_a_plural_answers_for_the_singular(messages, tmp_path):
    catalogue(tmp_path, "en", one("Picture"))
    catalogue(tmp_path, "sl", several("Picture", *"abcd"))

    known = messages.said([tmp_path], "django")

    assert messages.left_in_english(tmp_path, "django", known) == []


def test_a_package_without_an_english_catalogue_says_nothing(messages, tmp_path):
    assert messages.left_in_english(tmp_path, "djangojs", set()) == []


def test_only_the_locked_version_is_asked(messages):
    version = messages.metadata.version("django-taggit")

    assert messages.is_locked("taggit", f"django-taggit=={version} \\\n")
    assert not messages.is_locked("taggit", f"django-taggit=={version}.1 \\\n")
    assert not messages.is_locked("accounts", "accounts==1 \\\n")


def test_installed_finds_the_catalogues_of_packages_and_of_django_itself(messages):
    speaking = {name for name, folder in messages.installed().items() if folder.exists()}

    assert {"django.conf", "wagtail.admin", "wagtail_localize", "taggit"} <= speaking
