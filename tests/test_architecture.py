"""The house's own rules that a machine can check."""

import ast
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from django.apps import apps
from django.contrib.auth import get_user_model
from django.core.management import call_command
from wagtail.models import Page, get_page_models

from core.models import BasePage

ROOT = Path(__file__).resolve().parent.parent
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
LAYERS = PYPROJECT["tool"]["importlinter"]["contracts"][0]["layers"]
RANK = {app.strip(): -number for number, layer in enumerate(LAYERS) for app in layer.split("|")}
OURS = sorted(RANK)
JUNK_DRAWERS = {"utils", "helpers", "common", "misc"}


def python_files():
    return [path for app in OURS for path in (ROOT / app).rglob("*.py")]


def test_imports_go_down():
    done = subprocess.run(
        [str(Path(sys.executable).parent / "lint-imports"), "--no-cache"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stdout


def test_foreign_keys_go_down():
    upward = [
        f"{model._meta.label}.{field.name} → {field.related_model._meta.label}"
        for app in OURS
        for model in apps.get_app_config(app).get_models(include_auto_created=True)
        for field in model._meta.get_fields(include_parents=False)
        if field.is_relation and not field.auto_created and field.related_model
        # Whoever did something is always AUTH_USER_MODEL, which Django lets any app point at.
        if field.related_model is not get_user_model()
        if field.related_model._meta.app_label in RANK
        if field.related_model._meta.app_label != app
        if RANK[field.related_model._meta.app_label] >= RANK[app]
    ]

    assert upward == []


def test_every_page_model_stands_on_the_base_page():
    strangers = [
        model._meta.label
        for model in get_page_models()
        if model is not Page and not issubclass(model, BasePage)
    ]

    assert strangers == []


def test_no_room_is_a_junk_drawer():
    assert [str(path) for path in python_files() if path.stem in JUNK_DRAWERS] == []
    assert [
        str(path)
        for app in OURS
        for path in (ROOT / app).rglob("*")
        if path.is_dir() and path.name in JUNK_DRAWERS
    ] == []


def test_import_inside_a_function_gives_its_reason():
    silent = []
    for path in python_files():
        source = path.read_text(encoding="utf-8")
        lines = source.splitlines()
        for function in ast.walk(ast.parse(source)):
            if not isinstance(function, ast.FunctionDef):
                continue
            for node in ast.walk(function):
                if isinstance(node, ast.Import | ast.ImportFrom):
                    text = "\n".join(lines[node.lineno - 1 : node.end_lineno])
                    if "#" not in text:
                        silent.append(f"{path.relative_to(ROOT)}:{node.lineno}")

    assert silent == []


@pytest.mark.django_db
def test_migrations_are_complete():
    call_command("makemigrations", "--check", "--dry-run", verbosity=0)


def documents():
    return "\n".join(
        path.read_text(encoding="utf-8")
        for path in [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
    )


def test_every_setting_of_the_environment_is_documented():
    named = set()
    for path in (ROOT / "incubator" / "settings").glob("*.py"):
        named |= set(
            re.findall(
                r'environment\.(?:text|flag|number|words)\(\s*"([A-Z_]+)"',
                path.read_text(encoding="utf-8"),
            )
        )
    text = documents()

    assert sorted(name for name in named if f"`{name}`" not in text) == []


def test_every_make_target_is_documented():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = re.findall(r"^([a-z-]+):.*?## ", makefile, re.MULTILINE)
    text = documents()

    assert [target for target in targets if f"make {target}" not in text] == []


def test_every_room_has_its_sentence_in_the_architecture():
    text = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")

    assert [app for app in OURS if f"`{app}/`" not in text] == []


def test_translations_are_complete():
    done = subprocess.run(
        [sys.executable, "bin/messages.py", "--check"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.stdout.strip() == "Translations are complete."
