"""How much a student's code may use."""

from __future__ import annotations

from dataclasses import dataclass

MB = 2**20


@dataclass(frozen=True)
class Limits:
    """The most of each thing that one submission may use; sizes in bytes, times in seconds.

    ``memory`` holds for each process and, looked at from outside, for all of them together. ``disk`` holds for each of the two folders that can be
    written in. ``output`` is what all cells together may show.
    """

    memory: int = 2048 * MB
    processes: int = 64
    open_files: int = 256
    file_size: int = 64 * MB
    disk: int = 64 * MB
    files: int = 20_000
    output: int = 10 * MB
    wall: float = 300
