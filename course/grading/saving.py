"""Files that are left alone where they already say the same."""

from __future__ import annotations

from pathlib import Path

from exercises.files import overwrite, write_new


def save(path: Path, content: bytes) -> bool:
    """Let the file have this content, in one move; gives whether it was changed. A link gives way to a file of its own."""
    if path.is_symlink():
        path.unlink()
    if not path.exists():
        write_new(path, content)
    elif path.stat().st_size == len(content) and path.read_bytes() == content:
        return False
    else:
        overwrite(path, content)
    return True
