"""What the numbers mean, in a sentence each, for somebody who grades and has never had to do with statistics."""

from __future__ import annotations

from course.grading.agreement.arrays import READINGS
from course.grading.agreement.pairs import REASONS
from course.grading.agreement.report import ENOUGH, FEW, FEWEST, Agreement, QuestionAgreement, Report, Severity
from course.grading.agreement.statistics import Estimate
from exercises.tables import danish

MEANINGS = {
    "Ens": "I de tekster gav de to præcis det samme.",
    "Tæt på": "I de tekster var der højst ét trin imellem dem; for hele spørgsmålet et halvt trin, for hele opgaven en tiendedel af pointene.",
    "Kappa": "Hvor meget oftere end ved et tilfælde de to er enige: 1 er altid, 0 er som lodtrækning. Er der to trin imellem dem, tæller det fire gange så "
             "meget som ét (vægtet kappa, kvadratiske vægte).",
    "Alfa": "Det samme spørgsmål stillet, så det også kan besvares med flere end to læsere og med tekster, som nogle af dem mangler (Krippendorffs alfa).",
    "ICC(A,1)": "Hvor stor en del af forskellene mellem bedømmelserne der kommer af teksterne og ikke af, hvem der læste, når én læser. Det er det tal, "
                "der gælder for en tekst, som kun én har læst.",
    "ICC(A,k)": "Det samme for gennemsnittet af de to læsninger. Det er højere, fordi to ser mere end én, og det siger intet om de tekster, kun én har læst.",
    "(fra–til)": "Så meget kan tallet flytte sig, alene fordi det er disse tekster og ikke andre, der er læst af to (95 procent, 2.000 lodtrækninger).",
    "Strenghed": "Hvor mange trin en læser i gennemsnit ligger over (+) eller under (−) den kollega, der læste den samme tekst.",
    "Skred": "Hvor meget strengheden er flyttet fra den første til den sidste tredjedel af læserens bunke: + er mildere til sidst.",
    "Tabellerne": "Rækken er det trin, den ene gav, søjlen det, den anden gav. Det, der står på skrå ned fra det øverste venstre hjørne, er enighed.",
}
BENCHMARKS = (
    "Landis og Koch (Biometrics 33, 1977) kaldte en kappa på 0,41–0,60 moderat, 0,61–0,80 betydelig og over 0,81 næsten fuldkommen. "
    "Grænserne er et skøn, og de samme grænser kan ikke bruges for alle slags vægtet kappa (Warrens, Journal of Probability and Statistics, 2013). "
    "Se hellere på, hvad uenigheden ville have gjort ved en deltagers point."
)
MIXED = "Der er flere end to læsere. Tabellerne og tallene sammenligner derfor første og anden læsning, hvem der end læste."
NOTHING = "Ingen tekst er læst færdig af to endnu, så der er intet at sammenligne."
WITHHELD = f"Vises kun ved bedømmelsesbordet: Færre end {FEWEST} er læst af to, og så kunne man regne ud, hvem der fik hvad."
FEWER = f"Under {ENOUGH} tekster, der er læst af to, er {FEW}. Så vises antal og tabeller og ingen koefficienter."


def number(value: float | None, decimals: int = 2, signed: bool = False) -> str:
    """A number in Danish; – where there is none."""
    if value is None:
        return "–"
    return f"{'+' if signed and round(value, decimals) > 0 else ''}{danish(value, decimals)}"


def told(estimate: Estimate, signed: bool = False) -> str:
    """A value with its interval, or – where it cannot be computed."""
    interval = "" if estimate.low is None else f" ({number(estimate.low, signed=signed)} til {number(estimate.high, signed=signed)})"
    return f"{number(estimate.value, signed=signed)}{interval}"


def of(count: int, one: Agreement) -> str:
    """A part of the scripts: per cent, or where they are few, how many."""
    return f"{danish(100 * count / one.scripts)} pct." if one.is_enough else f"{count} af {one.scripts}"


def version_of(question: QuestionAgreement) -> str:
    """By which rubric a question was marked."""
    older = f"; den gældende er udgave {question.current}" if question.version != question.current else ""
    return f"Skalaen {question.rubric}, udgave {question.version}{older}."


def cautions(question: QuestionAgreement) -> list[str]:
    """What must be known to read the numbers: who is not counted and why, and who was chosen for another reason than by lot."""
    near = f"{question.borderline} af de {question.pairs} tekster er valgt, fordi de ligger nær en grænse. De ligner hinanden mere end resten af bunken, " \
           "og det trækker kappa, alfa og ICC ned."
    return [*([near] if question.borderline else []), *([WITHHELD] if question.pairs and not question.measured else []), *_left_out(question)]


def _left_out(question: QuestionAgreement) -> list[str]:
    return [f"Ikke talt med: {count} {'tekst' if count == 1 else 'tekster'}, som {REASONS[why]}." for why, count in question.left_out.items()]


def notes(report: Report) -> list[str]:
    """What is to be said after the meanings: who is compared, what could not be computed, what is too little, and what others call much."""
    mixed = any(one.columns == READINGS for one in report.measured if one.scripts)
    return [*([MIXED] if mixed else []), *_uncomputed(report), FEWER, BENCHMARKS]


def _uncomputed(report: Report) -> list[str]:
    whys: dict[str, list[str]] = {}
    for one in report.measured:
        for name, estimate in (("kappa", one.kappa), ("alfa", one.alpha), ("ICC", one.icc_single)):
            if one.is_enough and one.kind == "criterion" and estimate.value is None:
                whys.setdefault(estimate.why, []).append(f"{one.title} ({name})")
    return [f"Kan ikke beregnes: {', '.join(places)}: {why}." for why, places in whys.items()]


def verdict(one: Severity) -> str:
    """Whether a grader is stricter or milder than the co-readers, as far as can be told."""
    if one.mean.value is None:
        return one.mean.why
    if one.mean.low is None or one.mean.low <= 0 <= one.mean.high:
        return "ikke tydeligt strengere eller mildere"
    return "strengere end kollegerne" if one.mean.value < 0 else "mildere end kollegerne"
