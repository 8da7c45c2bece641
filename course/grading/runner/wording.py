"""What nbgrader's log means to the instructor, and how a run is summed up; nbgrader writes English, and for programmers."""

from __future__ import annotations

import re

from course.grading.runner.journal import Outcome

STOPS = {
    r"kernel in the sandbox does not answer": "Python kom ikke i gang. Det var ikke koden: Luk andre programmer, og ret afleveringen igen.",
    r"kernel became unresponsive|Kernel died|DeadKernelError":
        "Koden fik Python til at gå i stå eller lukke ned. Se notesbogen efter for en løkke uden ende eller meget store data.",
    r"OutputSent|Timeout waiting for IOPub|IOPub":
        "Koden skrev så meget, at det ikke kunne følges. Se notesbogen efter for en løkke, der skriver uden ende.",
    r"old version\s+of the nbgrader metadata|SchemaTooOldError":
        "En af opgavens celler er kopieret eller delt, så den står der to gange. Saml afleveringen ind igen med course grade collect, som retter det op.",
    r"SchemaTooNewError": "Notesbogen er gemt med en nyere nbgrader end den, Ledelsesrum har.",
    r"Inconsistent checksums|metadata may be corrupted":
        "Mærkerne på opgavens celler er ændret. Saml afleveringen ind igen med course grade collect, som retter det op.",
    r"NotJSONError|does not appear to be JSON|JSONDecodeError|UnicodeDecodeError": "Filen er ikke en notesbog, der kan læses. Bed om den igen.",
    r"NotebookValidationError|is not valid under any|RecursionError": "Notesbogen er bygget på en måde, der ikke kan læses. Bed om den igen.",
    r"No notebooks found|No notebooks were matched": "Der er ingen notesbog med opgavens navn i afleveringen. Se i mappen, hvad der ligger.",
    r"No such kernel|NoSuchKernel": "Notesbogen skal køre i et andet program end Python. Bed om den igen, gemt med Python 3.",
    r"partial credit cannot be greater": "En prøve gav flere point, end den kan. Det er en fejl i opgaven.",
    r"Invalid timestamp|has no attribute 'fail'": "Tidspunktet i timestamp.txt kan ikke læses. Ret filen, eller saml afleveringen ind igen.",
    r"No space left|Errno 28": "Disken er fuld.",
    r"sqlalchemy\.exc|psycopg": "Databasen svarede ikke, som den skulle. Prøv igen.",
}
LOOKS = {
    r"Timeout waiting for execute reply": "En celle blev ikke færdig og blev afbrudt.",
    r"Attribute '(?:points|cell_type|locked)' for cell (\S+) has changed": "Cellen {} var ændret og er sat tilbage.",
    r"is [\d.]+ seconds late": "Afleveret efter fristen.",
    r"No submitted file": "Notesbogen mangler i afleveringen og gav 0 point.",
    r"Skipping unknown notebook: .*?([^\\/\n]+)\n": "En notesbog hører ikke til opgaven og er ikke rettet: {}.",
}
STOPPED = {
    "memory": "Koden brugte mere hukommelse eller flere processer, end der er plads til, og blev stoppet. Det, der kom efter, gav 0 point.",
    "files": "Koden lavede tusindvis af filer og blev stoppet. Det, der kom efter, gav 0 point.",
    "time": "Koden var stadig i gang, da tiden for hele notesbogen var gået, og blev stoppet. Det, der kom efter, gav 0 point.",
    "output": "Koden skrev uden ende og blev stoppet. Det, der kom efter, gav 0 point.",
    "stuck": "Koden lod sig ikke afbryde og blev stoppet. Det, der kom efter, gav 0 point.",
    "ended": "Koden lukkede Python ned, måske fordi den brugte for meget. Det, der kom efter, gav 0 point.",
}
MOST = 4  # sentences of one student in the summary
STATES = {"run": "rettet", "kept": "rettet i forvejen", "failed": "IKKE rettet"}


def stop(log: str) -> str:
    """Why nbgrader gave up; what nobody foresaw is shown in its own last words."""
    known = next((danish for english, danish in STOPS.items() if re.search(english, log)), None)
    errors = [line for line in re.findall(r"^(?:\w+\.)*\w*(?:Error|Exception|Entry)\b.*", log, re.MULTILINE) if "NbGraderException" not in line]
    last = (errors or [log.strip()[-300:]])[-1][:300]
    return known or f"nbgrader gav op. Den skrev: {printable(last)}"


def printable(text: str) -> str:
    """What a terminal shows and does not obey: names and errors may be a student's."""
    return "".join(letter if letter.isprintable() else " " for letter in text)


def noticed(log: str) -> list[str]:
    """What nbgrader's log says that needs a look, though it went on."""
    found = ((danish, match) for english, danish in LOOKS.items() for match in re.finditer(english, log))
    return list(dict.fromkeys(danish.format(*map(printable, match.groups())) for danish, match in found))


def summary(outcomes: list[Outcome]) -> list[str]:
    """How it went, who needs a look and why, and where points differ from nbgrader's."""
    counted = (f"{word}: {number}" for state, word in STATES.items() if (number := sum(one.state == state for one in outcomes)))
    looks, told = _listed("Se på disse:", "looks", outcomes), _listed("Godt at vide, men intet at gøre:", "told", outcomes)
    return [f"{', '.join(counted).capitalize()}.", *looks, *told]


def _listed(heading: str, what: str, outcomes: list[Outcome]) -> list[str]:
    lines = [f"  {one.student}: {_some(getattr(one, what))}" for one in outcomes if getattr(one, what)]
    return [heading, *lines] if lines else []


def _some(sentences: tuple[str, ...]) -> str:
    more = len(sentences) - MOST
    return " ".join(sentences[:MOST]) + (f" Og {more} ting mere, som står i loggen." if more > 0 else "")
