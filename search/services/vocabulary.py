"""The words of what is public, counted as entries come, change and go."""

from collections import Counter, defaultdict
from collections.abc import Iterable

from django.db.models import F

from search.analysis.spelling import deletions_of_form
from search.models import Deletion, Entry, Word

SHORTEST, LONGEST = 3, 40
ROWS_AT_ONCE = 500


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
    """Bring the counts from what entries held to what they hold now; the index must be held."""
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
        _count(language, numbers)


def _count(language, numbers):
    forms = sorted(numbers)
    for start in range(0, len(forms), ROWS_AT_ONCE):
        some = forms[start : start + ROWS_AT_ONCE]
        rows = Word.objects.filter(language=language, form__in=some)
        known = set(rows.values_list("form", flat=True))
        by_number = defaultdict(list)
        for form in known:
            by_number[numbers[form]].append(form)
        for number, same in by_number.items():
            # Never below none: a count that is wrong is mended by the next rebuild.
            if number < 0:
                rows.filter(form__in=same, pages__lte=-number).delete()
            rows.filter(form__in=same).update(pages=F("pages") + number)
        _add(language, {form: numbers[form] for form in some if form not in known})


def _add(language, numbers):
    new = sorted(form for form, number in numbers.items() if number > 0)
    for start in range(0, len(new), ROWS_AT_ONCE):
        some = new[start : start + ROWS_AT_ONCE]
        Word.objects.bulk_create(
            [Word(language=language, form=form, pages=numbers[form]) for form in some]
        )
        Deletion.objects.bulk_create(
            [
                Deletion(rest=rest, form=form)
                for form in some
                for rest in sorted(deletions_of_form(form))
            ],
            ignore_conflicts=True,
        )


def recount_words() -> None:
    """Count all words anew; the index must be held."""
    Word.objects.all().delete()
    Deletion.objects.all().delete()
    totals = defaultdict(Counter)
    fields = Entry.objects.filter(is_public=True).only("is_public", "language", "title", "body")
    for entry in fields.iterator(chunk_size=ROWS_AT_ONCE):
        for language, form in forms_of(entry):
            totals[language][form] += 1
    for language, numbers in totals.items():
        _add(language, numbers)
