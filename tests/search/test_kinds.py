from guides.models import GuidePage
from network.models import Organisation, Place
from search.kinds import findable_models, kind_of, kinds_that_help


def test_kind_of_is_that_of_the_type_and_not_of_a_row():
    assert (kind_of(GuidePage), kind_of(Place), kind_of(object)) == ("vodnik", "prostor", "")


def test_findable_models_say_what_they_are_called():
    assert findable_models()["organizacija"] is Organisation
    assert all(model.kind_label and model.kind_label_plural for model in findable_models().values())


def test_guides_and_organisations_help_whoever_is_lost():
    assert sorted(kinds_that_help()) == ["organizacija", "vodnik"]
