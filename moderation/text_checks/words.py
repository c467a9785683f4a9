"""Checks of what a text says: its summary, people's numbers and addresses, long sentences."""

from moderation import readability
from moderation.private_contacts import emails_in, phones_in
from moderation.text_checks.content import all_text, body_text
from moderation.text_checks.registry import Found

HARD_TO_READ = 55
# Of a few words a figure says nothing.
FEWEST_WORDS = 50


def without_summary(draft, now):
    if not draft.summary.strip():
        yield Found(where="summary")


def private_phones(draft, now):
    for phone in phones_in(all_text(draft), known=[draft.organisation.phone]):
        yield Found(params={"phone": phone})


def private_emails(draft, now):
    for email in emails_in(all_text(draft), known=[draft.organisation.email]):
        yield Found(params={"email": email})


def long_sentences(draft, now):
    text = body_text(draft)
    if readability.word_count(text) < FEWEST_WORDS:
        return
    figure = readability.lix(text)
    if figure > HARD_TO_READ:
        yield Found(where="body", params={"figure": figure, "limit": HARD_TO_READ})
