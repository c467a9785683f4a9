"""The words of what is public, counted as entries come, change and go."""

from collections import Counter, defaultdict
from collections.abc import Iterable

from django.db import connection
from django.db.models import F

from search.analysis.analyser import VERSION
from search.analysis.spelling import deletions_of_form
from search.models import Deletion, Entry, IndexState, Word

SHORTEST, LONGEST = 3, 40
ROWS_AT_ONCE = 500
ADD = """
    INSERT INTO search_word (language, form, pages) VALUES {rows}
    ON CONFLICT (language, form) DO UPDATE SET pages = search_word.pages + excluded.pages"""


def forms_of(entry: Entry) -> set[tuple[str, str]]:
    """Return the keys of an entry whose words readers may misspell, each with the language."""
    if not entry.is_public:
        return set()
    return {
        (entry.language, key)
        for key in {*entry.title.split(), *entry.body.split()}
        if SHORTEST <= len(key) <= LONGEST and key.isalpha()
    }


def count_words(*, before: Iterable[Entry], after: Iterable[Entry]) -> None:
    """Bring the counts from what entries held to what they hold now; the index must be held.

    ``before`` are ``counted`` ones.
    """
    change = Counter()
    for entry in after:
        change.update(forms_of(entry))
    for entry in before:
        change.subtract(forms_of(entry))
    by_language = defaultdict(dict)
    for (language, form), number in change.items():
        if number:
            by_language[language][form] = number
    for language, numbers in by_language.items():
        forms = sorted(numbers)
        for start in range(0, len(forms), ROWS_AT_ONCE):
            some = forms[start : start + ROWS_AT_ONCE]
            _add(language, {form: numbers[form] for form in some if numbers[form] > 0})
            _take_away(language, {form: -numbers[form] for form in some if numbers[form] < 0})


def _add(language, numbers):
    if not numbers:
        return
    known = set(Word.objects.filter(form__in=list(numbers)).values_list("form", flat=True))
    values = [value for form, number in numbers.items() for value in (language, form, number)]
    with connection.cursor() as cursor:
        cursor.execute(ADD.format(rows=", ".join(["(%s, %s, %s)"] * len(numbers))), values)
    Deletion.objects.bulk_create(
        [
            Deletion(rest=rest, form=form)
            for form in numbers
            if form not in known
            for rest in sorted(deletions_of_form(form))
        ],
        ignore_conflicts=True,
    )


def _take_away(language, numbers):
    by_number = defaultdict(list)
    for form, number in numbers.items():
        by_number[number].append(form)
    for number, forms in by_number.items():
        rows = Word.objects.filter(language=language, form__in=forms)
        # Never below none: a count that is wrong is mended when all are counted anew.
        gone = list(rows.filter(pages__lte=number).values_list("form", flat=True))
        rows.filter(form__in=gone).delete()
        rows.update(pages=F("pages") - number)
        elsewhere = Word.objects.filter(form__in=gone).values_list("form", flat=True)
        Deletion.objects.filter(form__in=set(gone) - set(elsewhere)).delete()


def counted(entries: Iterable[Entry], state: IndexState) -> list[Entry]:
    """Return those whose words were counted since all were forgotten the last time."""
    return [entry for entry in entries if entry.words_round == state.words_round]


def begin_anew_if_outdated(state: IndexState) -> None:
    """Forget the words that an earlier analyser told; the index must be held."""
    if state.words_version < VERSION:
        begin_anew(state)


def begin_anew(state: IndexState) -> None:
    """Forget all words; the index must be held.

    From then on every entry differs from what it should be, and is counted once it is written.
    """
    Word.objects.all().delete()
    Deletion.objects.all().delete()
    state.words_version = VERSION
    state.words_round += 1
    state.save(update_fields=["words_version", "words_round"])


def recount_words() -> None:
    """Count all words anew; the index must be held."""
    Word.objects.all().delete()
    Deletion.objects.all().delete()
    entries = Entry.objects.filter(is_public=True, version=VERSION)
    some = []
    for entry in entries.only("is_public", "version", "language", "title", "body").iterator(
        chunk_size=ROWS_AT_ONCE
    ):
        some.append(entry)
        if len(some) == ROWS_AT_ONCE:
            count_words(before=[], after=some)
            some = []
    count_words(before=[], after=some)
