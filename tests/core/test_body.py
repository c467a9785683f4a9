from wagtail.blocks import StreamValue

from core.blocks import BodyBlock
from core.body import body_from_text, readable_text, text_of

STEP = {"type": "item", "value": "prvi", "id": "s1"}
RAW = [
    {"type": "paragraph", "value": "<p>Uvod</p>", "id": "p"},
    {"type": "steps", "value": [STEP, {**STEP, "value": "drugi", "id": "s2"}], "id": "s"},
    {"type": "quote", "value": {"text": "Juhu", "author": "Eva"}, "id": "q"},
]


def body(*raws):
    return StreamValue(BodyBlock(), [dict(raw) for raw in raws], is_lazy=True)


def marker_of(value):
    return next(iter(text_of(value).kept))


def test_text_of_a_body_is_plain_text_with_markers():
    value = body(*RAW)

    assert text_of(value).text == f"Uvod\n\n1. prvi\n2. drugi\n\n{marker_of(value)}"


def test_an_unchanged_text_leaves_the_body_itself():
    value = body(*RAW)

    assert body_from_text(text_of(value).text, now=value) is value


def test_blocks_that_stay_keep_their_ids_and_new_ones_get_their_own():
    value = body(*RAW)

    changed = body_from_text(f"{marker_of(value)}\n\n1. prvi\n2. drugi\n\nKonec", now=value)
    raws = changed.get_prep_value()

    assert raws[:2] == [RAW[2], RAW[1]]
    assert {key: raws[2][key] for key in ("type", "value")} == {
        "type": "paragraph",
        "value": "<p>Konec</p>",
    }
    assert raws[2]["id"] not in {None, "p", "s", "q"}


def test_new_steps_are_read_as_steps():
    changed = body_from_text("1. en\n2. dva", now=body())

    assert [list(block.value) for block in changed] == [["en", "dva"]]


def test_markers_mean_what_they_meant_in_the_version_that_was_opened():
    opened = body(RAW[2])
    meanwhile = body({**RAW[2], "value": {"text": "Drug", "author": ""}, "id": "x"}, RAW[2])

    changed = body_from_text(marker_of(opened), now=meanwhile, typed_from=opened)

    assert changed.get_prep_value() == [RAW[2]]


def test_readable_text_has_the_words_of_every_block():
    words = readable_text(body(*RAW))

    assert words.startswith("Uvod\n\n1. prvi\n2. drugi\n\n")
    assert words.endswith("Juhu · Eva")
