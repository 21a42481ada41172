"""A small folder of YAML files, in which a test breaks one thing at a time."""

from pathlib import Path
from typing import Any

import yaml


def write_files(folder: Path, files: dict[str, Any]) -> Path:
    """Write these files and no others; a str or bytes is written as it stands."""
    for file in folder.iterdir():
        file.unlink()
    for name, content in files.items():
        if not isinstance(content, str | bytes):
            content = yaml.safe_dump(content, allow_unicode=True, sort_keys=False)
        data = content.encode() if isinstance(content, str) else content
        (folder / name).write_bytes(data)
    return folder
