"""Every step of a text between its author and its readers, each in one transaction.

All of them lock the contribution's row first: two people at once are put in order, the second is
told. A decision names the revision and the digest of what was read and publishes exactly that.
"""

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
from moderation.services.collecting import ask_for_text
from moderation.services.consent import withdraw_consent
from moderation.services.deciding import approve, call_back, send_back, take_over
from moderation.services.findings import look_again
from moderation.services.handing_in import hand_in, record_hand_in, record_withdrawal, withdraw
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
from moderation.services.reports import forget_old_reports, report_mistake, resolve_report
from moderation.services.steps import COMMENT_MAX, could_decide_last_month

__all__ = [
    "COMMENT_MAX",
    "approve",
    "ask_for_text",
    "call_back",
    "check_links",
    "could_decide_last_month",
    "decide_by_link",
    "delete",
    "forget_decision_links",
    "forget_link_states",
    "forget_old_reports",
    "hand_in",
    "issue_link",
    "keeps_links",
    "known_link",
    "link_for",
    "links_for",
    "look_again",
    "note_unreviewed",
    "publish_due",
    "publish_without_review",
    "record_hand_in",
    "record_publication",
    "record_withdrawal",
    "remind_of_promises",
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
]
