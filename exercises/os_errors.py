"""Why the operating system refused something, in Danish: its own words are English on most machines."""

from __future__ import annotations

import errno

REASONS = {
    "filen eller mappen findes ikke": ("ENOENT",),
    "adgangen er nægtet": ("EACCES", "EPERM"),
    "disken er fuld": ("ENOSPC", "EDQUOT", "EFBIG"),
    "drevet kan kun læses": ("EROFS",),
    "drevet svarer ikke": ("EIO", "ENODEV", "ENXIO", "ESTALE"),
    "det er en mappe": ("EISDIR",),
    "noget på vejen dertil er ikke en mappe": ("ENOTDIR",),
    "navnet er taget": ("EEXIST",),
    "mappen er ikke tom": ("ENOTEMPTY",),
    "navnet er for langt": ("ENAMETOOLONG",),
    "navnet har tegn, som ikke kan bruges": ("EINVAL", "EILSEQ"),
    "en anden bruger den": ("EBUSY", "ETXTBSY", "EAGAIN"),
    "for mange filer er åbne": ("EMFILE", "ENFILE"),
    "porten er optaget": ("EADDRINUSE",),
    "filen er ikke et program til denne maskine": ("ENOEXEC",),
    "maskinen har ikke mere hukommelse": ("ENOMEM",),
}
BY_NUMBER = {getattr(errno, name): reason for reason, names in REASONS.items() for name in names if hasattr(errno, name)}


def reason(error: OSError) -> str:
    """Say in a few words why; what is rare is told by its number, which can be searched for."""
    return BY_NUMBER.get(error.errno, f"fejl {error.errno}")
