import random
import time

import pytest

from search.analysis.spelling import (
    LONG,
    corrections,
    deletions_of_form,
    deletions_of_query,
    wrong_letters,
)
from search.analysis.words import fold

LETTERS = "abcdefghijklmnoprstuvz"


@pytest.mark.parametrize(
    ("one", "other", "limit", "wrong"),
    [
        ("sola", "sola", 1, 0),
        ("soola", "sola", 1, 1),
        ("sla", "sola", 1, 1),
        ("sela", "sola", 1, 1),
        ("osla", "sola", 1, 1),
        ("alos", "sola", 1, None),
        ("dogodek", "dgoodki", 2, None),
        ("prijavnica", "prjavnca", 2, 2),
        ("prijavnica", "rpijavncia", 2, 2),
        ("prijavnica", "drzavnica", 2, None),
        ("", "ab", 2, 2),
        ("", "abc", 2, None),
    ],
)
def test_wrong_letters_counts_each_slip_once(one, other, limit, wrong):
    assert wrong_letters(one, other, limit) == wrong
    assert wrong_letters(other, one, limit) == wrong


def slip(word, generator):
    place = generator.randrange(len(word) - 1)
    letter = generator.choice(LETTERS)
    return generator.choice(
        [
            word[:place] + word[place + 1 :],
            word[:place] + letter + word[place:],
            word[:place] + letter + word[place + 1 :],
            word[:place] + word[place + 1] + word[place] + word[place + 2 :],
        ]
    )


def test_one_wrong_letter_is_always_found_by_the_strings_kept():
    generator = random.Random(8)
    for _ in range(20_000):
        form = "".join(generator.choices(LETTERS, k=generator.randrange(4, 16)))
        wrong = slip(form, generator)
        if len(wrong) >= 4:
            assert deletions_of_form(form) & deletions_of_query([wrong])
            assert wrong == form or corrections([wrong], [(form, 1)]) == [form]


def test_two_wrong_letters_in_long_words_are_mostly_found():
    generator = random.Random(9)
    found = tried = 0
    for _ in range(5_000):
        form = "".join(generator.choices(LETTERS, k=generator.randrange(LONG + 1, 16)))
        wrong = slip(slip(form, generator), generator)
        tried += 1
        found += bool(deletions_of_form(form) & deletions_of_query([wrong]))
    assert found / tried > 0.75


def test_corrections_prefer_few_slips_then_the_first_letter_then_many_pages():
    candidates = [("sola", 3), ("stola", 9), ("bola", 90), ("skala", 50), ("sila", 9)]

    assert corrections(["sola"], candidates) == ["sila", "stola", "bola"]
    assert corrections(["solla"], candidates) == ["sola"]
    assert corrections(["zzzzz"], candidates) == []


@pytest.mark.parametrize("typed", ["soola", "ssola", "solaa"])
def test_letter_typed_twice_means_the_word_with_one_of_them(typed):
    assert corrections([typed], [("sola", 3), ("stola", 90), ("sila", 90)]) == ["sola"]


def test_corrections_leave_out_what_better_ones_bring():
    bases = {"solo": {"sola"}, "sole": {"sola"}, "soli": {"sola", "sol"}, "solz": {"solza"}}

    best = corrections(
        ["solx"],
        [("solo", 4), ("sole", 3), ("soli", 2), ("solz", 1)],
        lambda form: frozenset(bases[form]),
    )

    assert best == ["solo", "soli", "solz"]


@pytest.mark.parametrize("word", ["", "a", "sol", "a" * 41, "š" * 10_000, "a" * 10_000])
def test_short_and_endless_words_are_not_corrected(word):
    assert deletions_of_query([word]) == set()
    assert corrections([word], [(word + "a", 1), (word[1:], 1)]) == []


def test_what_a_database_keeps_and_is_asked_has_a_bound():
    assert deletions_of_form("sola") == {"sola", "ola", "sla", "soa", "sol"}
    assert len(deletions_of_form("prijavnica")) == 8
    assert deletions_of_form("ab") == set()
    assert len(deletions_of_query(["prostovoljci"])) <= 75


def test_a_wrong_form_finds_a_page_that_has_another_form_of_the_word(analyser):
    # The page says *kmetij*; its base form is kept too.
    kept = dict.fromkeys(analyser.keys_in_page("kmetij", "sl"), 1)
    readings = {fold("ketije"), *analyser.keys_in_query("ketije")}
    wanted = deletions_of_query(readings)
    near = [(key, pages) for key, pages in kept.items() if deletions_of_form(key) & wanted]

    assert corrections(readings, near) == ["kmetija"]


def test_many_candidates_are_judged_quickly():
    generator = random.Random(4)
    candidates = [("prosto" + "".join(generator.choices(LETTERS, k=6)), 1) for _ in range(5_000)]
    began = time.process_time()
    corrections(["prostovoljcki"], candidates)
    assert time.process_time() - began < 1
