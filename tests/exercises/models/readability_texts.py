"""Texts that a measure of readability may meet, real and nasty: counted alike by the course and by the page."""

from exercises.datasets import load

A, B, C = load("constructed_letters").text

COUNTED = [
    # words, sentences, long words
    (A, (56, 2, 25)),
    (B, (41, 5, 3)),  # ansøgning, mangler, papirer
    (C, (48, 7, 0)),
    ("Vi mødes i dag.", (4, 1, 0)),
    ("Ledelse er svært. Styrelsen undersøger sagen.", (6, 2, 3)),  # Ledelse, Styrelsen, undersøger
    ("I 2016 var det ca. 47 pct. af pigerne, og i 2020 var det 89 pct. Kurven vendte.", (18, 2, 1)),  # pigerne
    ("Hun spurgte: Hvorfor nu? »Fordi vi tøver!« Han tav.", (9, 4, 2)),  # spurgte, Hvorfor
    ("HPV-vaccinen koster 1.234,5 kr.", (4, 1, 1)),  # a compound is one word, and so is a number
    ("En overskrift\n\nen linje til\nog dens fortsættelse", (8, 2, 2)),  # overskrift, fortsættelse
    ("Du skal sende\n•\tpas\n•\tlønseddel", (5, 3, 1)),  # a list as Word pastes it
    ("Behand\u00adlingen er slut.", (3, 1, 1)),  # a soft hyphen is no space
    ("Myndigheden så A\u030arhus.", (3, 1, 1)),  # Å typed as two characters
]
NASTY = [
    "", " … \n\n – ", "😀 Hej! 😀 Vi ses 👨‍👩‍👧. Ja!", "<script>alert(1)</script> <b>Brevet</b> & &amp; slut.", "שלום עולם. مرحبا بالعالم! Vi ses.",
    "\u202eVi læser baglæns.\u202c Og forlæns.", "Kære\u00a0Jens\u2003Hansen\r\n\r\nVi har modtaget ansøgningen.\u2028Hilsen", "§ 12, stk. 3, nr. 4, litra a). Se bilag 2.",
    "www.eksempel.dk/en-side og navn@eksempel.dk. Skriv dér!", "." * 3000, ". " * 3000, "\n \n" * 3000, "A. B. C. " * 1000, "_under_streg_ og_videre",
    "“Citat.” Nyt. ”Et til.” ‘Tredje.’ Slut.", "Et\ttab\vog\fskift. Ny\x85linje\x1cher. Ja.", "ʼn ﬁ ⅷ ½ ² ٣ 一二三 résumé naïve ŒUVRE. Ærø: Øen! Åen?",
    "Zero\u200bwidth\u2060join\ufeffer og\u200dmere.", "\ud83d Halvt tegn. Slut.",
]
