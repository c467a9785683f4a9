from search.analysis import learning


def test_forms_are_lower_case_words_with_all_their_base_forms():
    entries = [
        ("Novo", "nova"),
        ("novo", "nov"),
        ("^✝be", "biti"),
        ("dẹlo", "delo"),
        ("e-pošta", "x"),
    ]

    assert learning.forms(entries) == {
        "novo": ("nova", "nov"),
        "delo": ("delo",),
        "nova": ("nova",),
        "nov": ("nov",),
    }


def test_completed_finds_the_homograph_that_the_dictionary_gives_to_one_word_only():
    alike = ["mest", "okn", "let", "jezer", "sit", "vret", "plat", "del"]
    entries = [(stem + end, stem + "o") for stem in alike for end in ("o", "a", "u", "om")]
    entries.remove(("dela", "delo"))
    entries += [("dela", "del"), ("del", "del"), ("mestar", "mestar")]

    completed = learning.completed(learning.forms(entries))

    assert completed["dela"] == ("del", "delo")
    assert completed["mesta"] == ("mesto",)
    assert {form for form in completed if form.startswith("mesta")} == {"mesta", "mestar"}


def test_endings_lead_unknown_words_to_their_base_forms():
    entries = [
        (f"{stem}{end}", f"{stem}ek")
        for stem in ("dogod", "zaved", "izdel", "posk", "zarod")
        for end in ("ek", "ka", "ku", "kom")
    ]

    endings = learning.endings(learning.forms(entries), worth=0.25)

    assert learning.guessed("svetilkom", endings) == ("svetilek",)
    assert learning.guessed("zzz", endings) == ()
    assert learning.guessed("ku", endings) == ()


def test_folded_has_only_what_is_written_otherwise_without_accents():
    known = {"šola": ("šola",), "sola": ("solati",), "sol": ("sol",), "šol": ("šola",)}

    assert learning.folded(known) == {"sola": ("šola",), "sol": ("šola",)}
