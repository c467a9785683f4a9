"""The demonstration's words, which stand in ``home/demo/*.toml``, as values that models take."""

import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from random import Random
from uuid import UUID

from django.conf import settings

WORDS = Path(__file__).parent.parent / "demo"


def read(name: str, language: str = settings.LANGUAGE_CODE) -> dict:
    """Return the words of one kind; those in another language lie in a folder of their own."""
    folder = WORDS if language == settings.LANGUAGE_CODE else WORDS / language
    return tomllib.loads((folder / f"{name}.toml").read_text(encoding="utf-8"))


def read_if_written(name: str) -> dict:
    """Return the words of a file that an installation may do without."""
    return read(name) if (WORDS / f"{name}.toml").exists() else {}


def read_all(name: str) -> dict[str, list]:
    """Return the lists of ``name.toml`` and of every ``name_….toml``, one after the other."""
    lists: dict[str, list] = {}
    for path in [WORDS / f"{name}.toml", *sorted(WORDS.glob(f"{name}_*.toml"))]:
        for table, rows in tomllib.loads(path.read_text(encoding="utf-8")).items():
            lists.setdefault(table, []).extend(rows)
    return lists


def chance(*seed: object) -> Random:
    """Return luck that is the same for the same seed on every machine."""
    return Random(" ".join(map(str, seed)))  # noqa: S311 -- content, not secrets


def new_id(luck: Random) -> str:
    return str(UUID(int=luck.getrandbits(128), version=4))


def stream(lines: Sequence[Mapping], luck: Random, pictures: Mapping[str, int]) -> list[dict]:
    """Return the blocks of a body as ``core.blocks.BodyBlock`` keeps them.

    ``pictures`` maps the mark of a drawn picture to its primary key.
    """
    return [
        {"type": name, "value": value, "id": new_id(luck)}
        for name, value in (_block(line, luck, pictures) for line in lines)
    ]


def _block(line, luck, pictures) -> tuple[str, object]:
    match line:
        case {"p": text}:
            return "paragraph", f"<p>{text}</p>"
        case {"h": text}:
            return "heading", text
        case {"steps": steps}:
            return "steps", [{"type": "item", "value": step, "id": new_id(luck)} for step in steps]
        case {"quote": text}:
            return "quote", {"text": text, "author": line.get("by", "")}
        case {"callout": text}:
            return "call_out", {"title": line.get("title", ""), "text": f"<p>{text}</p>"}
        case {"link": url, "title": title}:
            return "link_card", {"url": url, "title": title, "text": line.get("text", "")}
        case {"picture": mark, "alt": alt}:
            return "picture", {"picture": pictures[mark], "alt_text": alt, "caption": ""}
    raise ValueError(f"No block is made of {line}")
