from pathlib import Path

import pytest
from django import forms
from django.conf import settings
from django.template.backends.django import DjangoTemplates
from django.utils import translation

from incubator.styleguide import SAMPLES, WITHOUT_SAMPLE

COMPONENTS = Path(settings.BASE_DIR) / "templates/components"


class _Raises(str):
    """Stands for a variable that the sample forgot, and says which."""

    def __contains__(self, part):
        return part == "%s"

    def __mod__(self, variable):
        raise AssertionError(f"The sample does not say: {variable}")


@pytest.fixture(scope="module")
def strict_engine():
    (templates,) = settings.TEMPLATES
    options = {**templates["OPTIONS"], "string_if_invalid": _Raises("missing")}
    return DjangoTemplates(
        {"NAME": "strict", "DIRS": templates["DIRS"], "APP_DIRS": True, "OPTIONS": options}
    )


def test_every_component_has_a_sample():
    names = {
        str(path.relative_to(COMPONENTS).with_suffix("")) for path in COMPONENTS.rglob("*.html")
    }

    assert names - WITHOUT_SAMPLE == set(SAMPLES)


@pytest.mark.parametrize("language", ["sl", "en"])
@pytest.mark.parametrize("name", SAMPLES)
def test_component_renders_all_its_samples_without_a_missing_variable(
    name, language, strict_engine
):
    template = strict_engine.get_template(f"components/{name}.html")

    with translation.override(language):
        drawn = [template.render(dict(context)) for context in SAMPLES[name]]

    assert all(isinstance(html, str) for html in drawn)


@pytest.mark.parametrize("name", SAMPLES)
def test_component_is_written_without_inline_style_or_script(name):
    source = (COMPONENTS / f"{name}.html").read_text()

    assert " style=" not in source
    assert "<script" not in source
    assert " onclick=" not in source


def test_no_colon_follows_a_label_that_asks(strict_engine):
    class Asking(forms.Form):
        what = forms.CharField(label="Kaj?")
        title = forms.CharField(label="Naslov")

    drawn = strict_engine.get_template("components/form_errors.html").render({"form": Asking({})})

    assert ("Kaj?</a> " in drawn, "Naslov</a>: " in drawn) == (True, True)
