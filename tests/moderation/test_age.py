from datetime import date

import pytest
from django.utils.translation import gettext, pgettext

from moderation.age import Age, age

TODAY = date(2026, 11, 10)


@pytest.mark.parametrize(
    ("answer_by", "light", "sentence", "day"),
    [
        (date(2026, 10, 31), "hot", "The answer was due on %(day)s", "31. 10."),
        (date(2026, 11, 8), "hot", "The answer was due on %(day)s", "8. 11."),
        (date(2026, 11, 9), "hot", "The answer was due yesterday", None),
        (date(2026, 11, 10), "waiting", "Answer today", None),
        (date(2026, 11, 11), "waiting", "Answer by tomorrow", None),
        (date(2026, 11, 12), "calm", "Answer by %(day)s", "Thursday"),
        (date(2026, 11, 16), "calm", "Answer by %(day)s", "Monday"),
        (date(2026, 11, 17), "calm", "Answer by %(day)s", "17. 11."),
        (date(2027, 1, 1), "calm", "Answer by %(day)s", "1. 1."),
    ],
    ids=[
        "last month",
        "before yesterday",
        "yesterday",
        "today",
        "tomorrow",
        "in two days",
        "in six days",
        "in a week",
        "next year",
    ],
)
def test_age_says_how_a_promise_stands(answer_by, light, sentence, day):
    words = gettext(sentence)
    if day:
        words %= {"day": day if day[0].isdigit() else pgettext("answer by", day)}

    assert age(answer_by, TODAY) == Age(light, words)
