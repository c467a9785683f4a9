import pytest
from django import forms
from django.http import QueryDict

from core.models import Topic
from core.services import merge_terms
from core.term_field import TermField
from tests.core.factories import TopicFactory

pytestmark = pytest.mark.django_db


class TopicForm(forms.Form):
    tema = TermField(label="Tema", model=Topic)

    def __init__(self, *args):
        super().__init__(*args)
        self.fields["tema"].queryset = Topic.objects.all()


def form(address):
    form = TopicForm(QueryDict(address))
    form.is_valid()
    return form


@pytest.fixture
def topic():
    gone, kept = TopicFactory(slug="koncerti"), TopicFactory(name="Glasba", slug="glasba")
    merge_terms(term=gone, into=kept)
    return kept


@pytest.mark.parametrize("slug", ["glasba", "koncerti"])
def test_an_old_address_means_the_term_that_took_its_place(topic, slug):
    asked = form(f"tema={slug}")

    assert asked.cleaned_data["tema"] == topic
    assert '<option value="glasba" selected>Glasba</option>' in str(asked["tema"])


@pytest.mark.parametrize("value", ["ni-tega", "%00", "%ED%A0%80", "a" * 10_000, "' OR 1=1 --"])
def test_what_is_no_address_is_an_error_and_nothing_worse(topic, value):
    asked = form(f"tema={value}")

    assert set(asked.errors) == {"tema"}
    assert "selected" not in str(asked["tema"])
