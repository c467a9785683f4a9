"""The Nu HTML checker, run once over many pages."""

import json
import os
import subprocess
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

# Only a warning to the checker; to us a page that answers in another language than it says.
WRONG_LANGUAGE = "appears to be written in"
JAVA = os.environ.get("JAVA", "java")


def jar() -> Path:
    """Return where VNU_JAR says that the checker lies; in CI it has to be there."""
    path = os.environ.get("VNU_JAR", "")
    if not path and not os.environ.get("CI"):
        pytest.skip("HTML IS NOT CHECKED: VNU_JAR names no vnu.jar (docs/quality.md)")
    assert Path(path).is_file(), f"VNU_JAR names no file: {path!r}"
    return Path(path)


def errors_in(pages: Mapping[str, bytes], folder: Path) -> list[str]:
    """Return what is wrong with pages, given by their address; they are written into ``folder``."""
    addresses = {f"{number}.html": address for number, address in enumerate(pages)}
    for name, address in addresses.items():
        (folder / name).write_bytes(pages[address])
    checked = subprocess.run(
        [JAVA, "-jar", jar(), "--format", "json", "--stdout", "--exit-zero-always", folder],
        check=True,
        capture_output=True,
        timeout=300,
    )
    return [
        f"{addresses[Path(unquote(urlsplit(message['url']).path)).name]}:"
        f"{message.get('lastLine', '')}: {message['message']}"
        for message in json.loads(checked.stdout)["messages"]
        if message["type"] != "info" or WRONG_LANGUAGE in message["message"]
    ]
