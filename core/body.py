"""Between a page's blocks and the plain text in which authors edit them."""

import json
from collections import defaultdict
from uuid import uuid4

from wagtail.blocks import StreamValue

from core.plain_text import Block, PlainText, blocks_from_text, text_from_blocks
from core.plain_text import readable_text as readable


def text_of(body: StreamValue) -> PlainText:
    """Return the text that stands in the author's form, and what stands behind its markers."""
    return text_from_blocks(_blocks(body), _names(body))


def readable_text(body: StreamValue) -> str:
    """Return all words of a body, for comparing two versions."""
    return readable(_blocks(body), _names(body))


def body_from_text(
    text: str, *, now: StreamValue, typed_from: StreamValue | None = None
) -> StreamValue:
    """Return a body with the typed text; ``now`` itself when nothing was changed.

    ``typed_from`` is the version that stood in the form: its markers are those in the text. Blocks
    that stay what they were keep their ids, so that the CMS can compare versions.
    """
    typed_from = now if typed_from is None else typed_from
    blocks = blocks_from_text(text, text_of(typed_from).kept)
    if blocks == blocks_from_text(*text_of(now)):
        return now
    known = defaultdict(list)
    for body in (now, typed_from):
        for raw in _raw(body):
            known[_fingerprint(_block(raw))].append(raw)
    raws, taken = [], set()
    for block in blocks:
        raw = next((raw for raw in known[_fingerprint(block)] if raw["id"] not in taken), None)
        raws.append(raw or _new_raw(block))
        taken.add(raws[-1]["id"])
    return StreamValue(now.stream_block, raws, is_lazy=True)


def _names(body: StreamValue):
    children = body.stream_block.child_blocks
    return lambda kind: str(children[kind].label) if kind in children else kind


def _raw(body: StreamValue) -> list[dict]:
    return list(body.get_prep_value())


def _blocks(body: StreamValue) -> list[Block]:
    return [_block(raw) for raw in _raw(body)]


def _block(raw: dict) -> Block:
    """Return a stored block in plain form; a list's items are stored each with an id."""
    value = raw["value"]
    if raw["type"] == "steps":
        value = [item["value"] if isinstance(item, dict) else item for item in value]
    return raw["type"], value


def _new_raw(block: Block) -> dict:
    kind, value = block
    if kind == "steps":
        value = [{"type": "item", "value": step, "id": str(uuid4())} for step in value]
    return {"type": kind, "value": value, "id": str(uuid4())}


def _fingerprint(block: Block) -> str:
    return json.dumps(block, sort_keys=True)
