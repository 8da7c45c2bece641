"""A small course to break and to write in: the project with the pages of section 1.1 alone.

What takes a minute for the whole course takes seconds for it.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from course.site.glossary import FILE

SLUG = "1-1-svaekkede-autoriteter"
PAGES = [f"book/{SLUG}", f"notebooks/{SLUG}", "book/index", "book/oversigt", "book/ordliste"]
CONTENTS = f"""format: jb-book
root: book/index
parts:
  - caption: "1. Opbruddets karakteristika"
    chapters:
      - file: book/{SLUG}
        sections:
          - file: notebooks/{SLUG}
  - caption: Opslag
    chapters:
      - file: book/oversigt
      - file: book/ordliste
"""
LINK = re.compile(r"\[([^\]]+)\]\((?:\.\./)?(?:book/|notebooks/)?([\w-]+)\.md\)")


def make_small_course(root: Path, target: Path) -> Path:
    """Copy what the small course consists of from ``root`` to the folder ``target``, which is made."""
    target.mkdir(parents=True)
    for name in ("_config.yml", "requirements.txt", "README.md"):
        shutil.copy(root / name, target / name)
    for name in ("book", "notebooks", "exercises", "course"):
        shutil.copytree(root / name, target / name, ignore=shutil.ignore_patterns("__pycache__"))
    (target / "_toc.yml").write_text(CONTENTS, encoding="utf-8")
    for path in [*target.glob("book/*.md"), *target.glob("notebooks/*.md")]:
        if path.relative_to(target).with_suffix("").as_posix() in PAGES:
            path.write_text(LINK.sub(_link_that_leads_somewhere, path.read_text(encoding="utf-8")), encoding="utf-8")
        else:
            path.unlink()
    for path in [*target.glob("exercises/reflections/*.yaml"), *target.glob("exercises/tasks/*.yaml")]:
        if path.stem != SLUG:
            path.unlink()
    _keep_what_is_used(target)
    return target


def _link_that_leads_somewhere(link: re.Match) -> str:
    return link[0] if any(page.endswith(f"/{link[2]}") for page in PAGES) else link[1]


def _keep_what_is_used(target: Path) -> None:
    """Only the references and words the pages use, as they stand: a check finds those that none uses."""
    text = " ".join("".join(path.read_text(encoding="utf-8") for path in target.glob("*/*.md")).split())
    _keep(target / "book" / "references.bib", r"(?m)^(?=@)", r"@\w+\{(.+),", text, r"\b{}\b")
    _keep(target / FILE, r"(?m)^(?=  - term: )", r"  - term: (.+)", text, r"\{{term\}}`([^`]*<)?{}>?`")


def _keep(file: Path, between: str, name: str, text: str, use: str) -> None:
    head, *entries = re.split(between, file.read_text(encoding="utf-8"))
    used = [entry for entry in entries if re.search(use.format(re.escape(re.match(name, entry)[1])), text, re.IGNORECASE)]
    file.write_text(head + "".join(used), encoding="utf-8")
