"""The fingerprint of what somebody read.

Wagtail's autosave overwrites a revision in place, so a revision's number does not tell what it
said when it was read. The digest does. It covers what readers will see; what publishing itself
changes, and what never comes from an author, is left out.
"""

import hashlib
import json
from collections.abc import Mapping

NOT_CONTENT = frozenset(
    {
        "alias_of",
        "content_type",
        "depth",
        "draft_title",
        "expire_at",
        "expired",
        "first_published_at",
        "go_live_at",
        "has_unpublished_changes",
        "last_published_at",
        "latest_revision",
        "latest_revision_created_at",
        "live",
        "live_revision",
        "locked",
        "locked_at",
        "locked_by",
        "numchild",
        "owner",
        "path",
        "translation_key",
        "url_path",
        "wagtail_admin_comments",
    }
)


def content_digest(content: Mapping) -> str:
    """Return 64 hexadecimal digits for a revision's content, the same for the same words."""
    read = {name: value for name, value in content.items() if name not in NOT_CONTENT}
    canonical = json.dumps(
        read, sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=str
    )
    return hashlib.sha256(canonical.encode("utf-8", "surrogatepass")).hexdigest()
