"""Files that are there whole or not at all, and are left alone where they already say the same."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path


def save(path: Path, content: bytes) -> bool:
    """Write the file in one move; gives whether it was changed."""
    if path.is_file() and path.stat().st_size == len(content) and path.read_bytes() == content:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, unfinished = tempfile.mkstemp(prefix=".ledelsesrum-", suffix=".tmp", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        os.replace(unfinished, path)
    finally:
        Path(unfinished).unlink(missing_ok=True)
    return True
