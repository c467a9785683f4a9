"""Every step of a text between its author and its readers, each in one transaction.

All of them lock the contribution's row first: two people at once are put in order, the second is
told. A decision names the revision and the digest of what was read and publishes exactly that.
"""

from moderation.services.at_once import publish_at_once
from moderation.services.by_mail import (
    decide_by_link,
    forget_decision_links,
    issue_link,
    keeps_links,
    known_link,
    link_for,
    links_for,
    require_usable,
    revoke_all_of,
    revoke_link,
)
from moderation.services.claiming import (
    claim,
    claim_if_free,
    forget_what_was_read,
    give_back,
    remember_reading,
)
from moderation.services.collecting import ask_for_text
from moderation.services.consent import withdraw_consent
from moderation.services.deciding import approve, call_back, send_back, take_over
from moderation.services.findings import look_again
from moderation.services.handing_in import hand_in, record_hand_in, record_withdrawal, withdraw
from moderation.services.handing_over import (
    begin_month,
    confirm_hand_over,
    escalate_hand_over,
    hand_over_of,
    may_confirm,
    may_write_notes,
    write_notes,
)
from moderation.services.links import check_links, forget_link_states
from moderation.services.publishing import (
    note_unreviewed,
    publish_due,
    publish_without_review,
    record_publication,
    translate,
)
from moderation.services.reminding import remind_of_promises
from moderation.services.removing import delete, take_down
from moderation.services.reports import (
    forget_old_reports,
    report_missing,
    report_mistake,
    resolve_report,
)
from moderation.services.steps import COMMENT_MAX, could_decide_before
from moderation.services.trusting import change_trust

__all__ = [
    "COMMENT_MAX",
    "approve",
    "ask_for_text",
    "begin_month",
    "call_back",
    "change_trust",
    "check_links",
    "claim",
    "claim_if_free",
    "confirm_hand_over",
    "could_decide_before",
    "decide_by_link",
    "delete",
    "escalate_hand_over",
    "forget_decision_links",
    "forget_link_states",
    "forget_old_reports",
    "forget_what_was_read",
    "give_back",
    "hand_in",
    "hand_over_of",
    "issue_link",
    "keeps_links",
    "known_link",
    "link_for",
    "links_for",
    "look_again",
    "may_confirm",
    "may_write_notes",
    "note_unreviewed",
    "publish_at_once",
    "publish_due",
    "publish_without_review",
    "record_hand_in",
    "record_publication",
    "record_withdrawal",
    "remember_reading",
    "remind_of_promises",
    "report_missing",
    "report_mistake",
    "require_usable",
    "resolve_report",
    "revoke_all_of",
    "revoke_link",
    "send_back",
    "take_down",
    "take_over",
    "translate",
    "withdraw",
    "withdraw_consent",
    "write_notes",
]
