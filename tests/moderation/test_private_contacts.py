import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from moderation.private_contacts import emails_in, phones_in
from tests.moderation.hostile import HOSTILE, seconds_for


@pytest.mark.parametrize(
    "text",
    [
        "041 123 456",
        "041/123-456",
        "041-123-456",
        "041.123.456",
        "041123456",
        "064 / 123 456",
        "(041) 123 456",
        "041\xa0123\xa0456",
        "0 4 1".replace(" ", "") + " 12 34 56",
        "+386 41 123 456",
        "+386 (0)41 123 456",
        "+38641123456",
        "00386 41 123 456",
        "386 41 123 456",
    ],
)
def test_phones_in_finds_a_mobile_number_however_it_is_written(text):
    assert phones_in(f"Pokliči Ano ({text}).".replace("((", "(").replace("))", ")")) != []
    assert phones_in(f"tel.: {text}, zvečer") == [text]


@pytest.mark.parametrize(
    "text",
    [
        "3. 12. 2026",
        "03.12.2026",
        "od 30. 4. 2026 do 31. 5. 2026",
        "0,40 EUR",
        "070.000 EUR",
        "SI56 0310 0123 4567 890",
        "SI56031001234567890",
        "TRR 03100-1234567890",
        "0310 0123 4567 890",
        "davčna številka SI41123456",
        "davčna številka 41123456",
        "matična številka 4112345000",
        "EMŠO 0311990500123",
        "02 882 12 34",
        "+386 2 882 12 34",
        "+43 664 123 456 78",
        "978-961-041-123-456",
        "040 1234 5678",
        "041 12 34 567",
        "041 123 45",
        "",
    ],
)
def test_phones_in_leaves_other_figures_alone(text):
    assert phones_in(text) == []


def test_phones_in_names_each_number_once_and_not_those_of_the_organisation():
    text = "041 123 456, +386 41 123 456, 031/987-654 in 051 111 222 18. 5. ob 18.00"

    assert phones_in(text, known=["+386 (0)31 987 654", ""]) == ["041 123 456", "051 111 222"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("ana.novak@gmail.com", ["ana.novak@gmail.com"]),
        ("Piši na <ana@primer.si>.", ["ana@primer.si"]),
        ("ana@čudež.si", ["ana@čudež.si"]),
        ("mailto:ana+vaje@a.co.uk", ["ana+vaje@a.co.uk"]),
        ("ANA@primer.si in ana@primer.si", ["ANA@primer.si"]),
        ("info@primer.si", []),
        ("Info.Ravne@primer.si, pisarna2@primer.si, društvo@primer.si", []),
        ("infobine@primer.si", ["infobine@primer.si"]),
        ("@ana, ana@, a@b, ana@@primer.si, ana (at) primer.si", []),
        ("Naša@primer.si", []),
    ],
)
def test_emails_in_finds_the_addresses_of_people(text, found):
    assert emails_in(text, known=["naša@primer.si"]) == found


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="0123456789 +()/.-@ačAI56\n") | st.text())
def test_nothing_makes_them_fail(text):
    assert len(phones_in(text)) <= len(text)
    assert len(emails_in(text)) <= len(text)


@pytest.mark.parametrize("bite", HOSTILE)
@pytest.mark.parametrize("find", [phones_in, emails_in])
def test_the_time_grows_with_the_length_and_no_faster(find, bite):
    assert seconds_for(find, bite) < 2
