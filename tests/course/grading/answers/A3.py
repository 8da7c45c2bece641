"""A3: what students may write, and what they are to be told."""

GAP = """
def afstand(df, aar, land="Netherlands", ref="EU-27"):
    andel = df[df["year"] == aar].set_index("country")["women_pct"]
    return {result}
"""
RANK = """
r = load("women_senior_administrators_eige").query("{rows}").sort_values("women_pct", ascending={up})
plads = r["country"].tolist().index("{country}") + 1
"""
LAYERS = """
import math

def led_og_ledere(antal, spaend):
    {start}
    led, ledere, rest = 0, 0, antal
    while {going}:
        rest = {next}
        led, ledere = led + 1, ledere + rest
    return {result}
"""
STOP = "if spaend < 2: raise ValueError('Spændet skal være mindst 2.')"
CEILING = """
def ved_loftet(df, aar, graense=0.95):
    return int(({column}).sum())
"""


def gap(result: str) -> str:
    return GAP.format(result=result)


def rank(rows: str = "year == 2023 and is_aggregate == 0", up: bool = True, country: str = "Netherlands") -> str:
    return RANK.format(rows=rows, up=up, country=country)


def layers(start: str = STOP, going: str = "rest > 1", next: str = "math.ceil(rest / spaend)", result: str = "led, ledere") -> str:
    return LAYERS.format(start=start, going=going, next=next, result=result)


def ceiling(column: str) -> str:
    return CEILING.format(column=column)


def by_hand_2(**changed) -> str:
    numbers = dict(led=4, ledere=234, ledere_8=429, ledere_21=151, spaend_1="c") | changed
    return "\n".join(f"{name} = {value!r}" for name, value in numbers.items())


WRONG = [
    ("a3-1", gap("round(float(andel[land] - andel[ref]), 1)"), "a3-1-synlig", "Fortegnet er vendt"),
    ("a3-1", "afstand_2023 = -1.2", "a3-1-synlig", "Fortegnet er vendt"),
    ("a3-1", gap("float(andel[ref])"), "a3-1-synlig", "Det ligner en andel i pct."),
    ("a3-1", "afstand_2023 = 44.2", "a3-1-synlig", "Det ligner en andel i pct."),
    ("a3-1", gap("round(float(andel['EU-28'] - andel[land]), 1)"), "a3-1-synlig", "sammenlignet med EU-28"),
    ("a3-1", gap("round(float(andel[ref] - andel['Denmark']), 1)"), "a3-1-synlig", "Danmarks afstand"),
    ("a3-1", gap("round(float(100 * (1 - andel[land] / andel[ref])), 1)"), "a3-1-synlig", "til pct. af EU's andel"),
    ("a3-1", gap("round(float(100 * (andel[ref] / andel[land] - 1)), 1)"), "a3-1-synlig", "til pct. af landets andel"),
    ("a3-1", gap("1").replace('df["year"] == aar', 'df["year"] == 2022').replace("return 1", "return andel[ref] - andel[land]"),
     "a3-1-synlig", "afstanden i 2022"),
    ("a3-1", gap("float(andel[ref] - andel['Malta'])"), "a3-1-synlig", "Find rækken EU-27"),
    ("a3-1", "afstand_2023 = '1,2'", "a3-1-synlig", "du har afleveret tekst"),
    ("a3-1", "afstand_2023 = 1,2", "a3-1-synlig", "Skriv decimaler med punktum"),
    ("a3-1", gap("print(andel[ref] - andel[land])"), "a3-1-synlig", "giver ikke noget svar tilbage endnu"),
    ("a3-1", gap("andel['Holland']"), "a3-1-synlig", "Tabellen har ikke noget, der hedder 'Holland'"),
    ("a3-1", "del afstand", "a3-1-synlig", "`afstand` findes ikke endnu"),
    ("a3-1", gap("1").replace('df["year"] == aar', 'df["year"] == 2023').replace("return 1", "return andel[ref] - andel[land]"),
     "a3-1-skjult", "et andet år. Brug det år"),
    ("a3-1", gap("andel[ref] - andel['Netherlands']"), "a3-1-skjult", "et andet land. Brug det land"),
    ("a3-1", gap("abs(andel[ref] - andel[land])"), "a3-1-skjult", "skal afstanden være negativ"),
    ("a3-1", gap("andel['EU-27'] - andel[land]"), "a3-1-skjult", "en anden gruppe at måle mod. Brug den ref"),
    ("a3-1", "afstand_2023, afstand_2003, portugal_2023 = 1.2, 10.8, -5.9", "a3-1-skjult", "sammenlignet med EU-28"),
    ("a3-1", "afstand_2023, afstand_2003, portugal_2023 = 1.2, 9.1, -5.9", "a3-1-skjult", "Er årstallet det rigtige"),
    ("a3-1", "afstand_2023, afstand_2003, portugal_2023 = 1.2, 11.0, 5.9", "a3-1-skjult", "skal have minus foran"),
    ("a3-1", "afstand_2023, afstand_2003, portugal_2023 = 1.2, 11.0, 51.3", "a3-1-skjult", "Se på EU-27 og Portugal"),
    ("a3-1", "afstand_2023 = 1.2", "a3-1-skjult", "`afstand_2003` har ikke fået et svar endnu"),
    ("a3-1", rank("year == 2023"), "a3-1-skjult-plads", "Kun lande tæller"),
    ("a3-1", rank(up=False), "a3-1-skjult-plads", "Du har talt fra toppen. Nummer 1"),
    ("a3-1", rank("year == 2023", up=False), "a3-1-skjult-plads", "fået grupperne af lande med"),
    ("a3-1", rank(country="Denmark"), "a3-1-skjult-plads", "Danmarks plads"),
    ("a3-1", rank("year == 2022 and is_aggregate == 0"), "a3-1-skjult-plads", "Behold rækkerne fra 2023"),
    ("a3-1", "plads = None", "a3-1-skjult-plads", "`plads` har ikke fået et svar endnu"),

    ("a3-2", layers(result="1, antal // spaend"), "a3-2-synlig", "det nederste led, rundet ned"),
    ("a3-2", layers(result="1, math.ceil(antal / spaend)"), "a3-2-synlig", "kun det nederste led. Lederne har også ledere"),
    ("a3-2", layers(next="rest // spaend"), "a3-2-synlig", "rundet ned eller til nærmeste"),
    ("a3-2", layers(next="round(rest / spaend)"), "a3-2-synlig", "rundet ned eller til nærmeste"),
    ("a3-2", layers(next="rest / spaend"), "a3-2-synlig", "brøkdele af ledere"),
    ("a3-2", layers(result="led + 1, ledere + antal"), "a3-2-synlig", "talt medarbejderne med"),
    ("a3-2", layers(going="rest > spaend"), "a3-2-synlig", "også den ene øverst"),
    ("a3-2", layers(result="led + 1, ledere"), "a3-2-synlig", "Antallet af ledere passer"),
    ("a3-2", layers(result="ledere"), "a3-2-synlig", "skal være 2 ting"),
    ("a3-2", layers(result="ledere, led"), "a3-2-synlig", "Divider med spændet"),
    ("a3-2", "led, ledere = 4, '234'", "a3-2-synlig", "du har afleveret tekst"),
    ("a3-2", "led = 4", "a3-2-synlig", "`ledere` har ikke fået et svar endnu"),
    ("a3-2", layers(next="math.ceil(rest / 14)"), "a3-2-skjult", "prøvet med et andet spænd. Husk at runde op"),
    ("a3-2", layers(next="max(2, math.ceil(rest / spaend)) if rest <= spaend and led == 0 else math.ceil(rest / spaend)"),
     "a3-2-skjult", "Så er der én leder og ét led"),
    ("a3-2", layers(start="if antal == 61: return 1, 1"), "a3-2-skjult", "Så skal der et led mere til"),
    ("a3-2", layers(start="if antal == 1: return 1, 1"), "a3-2-skjult", "Så er der ingen at lede"),
    ("a3-2", by_hand_2(ledere_8=426), "a3-2-skjult", "Rund op på hvert led, ikke ned"),
    ("a3-2", by_hand_2(ledere_8=428), "a3-2-skjult", "Tæl også den ene øverst med"),
    ("a3-2", by_hand_2(ledere_8=375), "a3-2-skjult", "et spænd på 8 på alle led"),
    ("a3-2", by_hand_2(ledere_21=148), "a3-2-skjult", "Rund op på hvert led, ikke ned"),
    ("a3-2", by_hand_2(ledere_21=150), "a3-2-skjult", "Tæl også den ene øverst med"),
    ("a3-2", by_hand_2(ledere_21=143), "a3-2-skjult", "et spænd på 21 på alle led"),
    ("a3-2", by_hand_2(ledere_8=None), "a3-2-skjult", "`ledere_8` har ikke fået et svar endnu"),
    ("a3-2", by_hand_2(spaend_1="a"), "a3-2-skjult-graense", "Hvem har de 100 ledere over sig?"),
    ("a3-2", by_hand_2(spaend_1="B"), "a3-2-skjult-graense", "Bliver der nogensinde færre?"),
    ("a3-2", by_hand_2(spaend_1="d"), "a3-2-skjult-graense", "skal være en af: a, b, c"),
    ("a3-2", layers(start="if spaend < 2: return 0, 0"), "a3-2-skjult-graense", "skal din funktion stoppe med en ValueError"),
    ("a3-2", layers(start="if spaend < 2: raise ValueError"), "a3-2-skjult-graense", "Skriv også i din ValueError, hvad der er galt"),
    ("a3-2", layers(start="if spaend < 2: raise TypeError('Nej')"), "a3-2-skjult-graense", "stoppede din funktion med TypeError"),
    ("a3-2", layers(start="if spaend == 1: raise ValueError('Spændet er for lille.')"), "a3-2-skjult-graense", "stoppede din funktion med ZeroDivisionError"),
    ("a3-2", layers(start="if spaend < 2: raise KeyboardInterrupt"), "a3-2-skjult-graense", "Din kode stoppede ikke. Hvad sker der, når spændet er 1?"),

    ("a3-3", ceiling('df[df["year"] == aar]["online_service"] >= graense'), "a3-3-synlig", "tjenester på nettet"),
    ("a3-3", ceiling('df[df["year"] == aar]["human_capital"].round(2) >= graense'), "a3-3-synlig", "Du har rundet af"),
    ("a3-3", ceiling('df["year"] == aar'), "a3-3-synlig", "Det er alle landene"),
    ("a3-3", ceiling('df["human_capital"] >= graense'), "a3-3-synlig", "Du har talt alle årene med"),
    ("a3-3", ceiling('df[df["year"] == aar]["human_capital"] >= 0.99'), "a3-3-synlig", "Behold rækkerne fra 2010"),
    ("a3-3", ceiling('df[df["year"] == 2010]["human_capital"] >= graense'), "a3-3-skjult", "prøvet med et andet år"),
    ("a3-3", ceiling('df[df["year"] == aar]["human_capital"] >= 0.95'), "a3-3-skjult", "prøvet med en anden grænse"),
    ("a3-3", ceiling('df[df["year"] == aar]["human_capital"] > graense'), "a3-3-skjult", "Mindst betyder, at det land også tæller"),
    ("a3-3", "antal_2010, antal_2018, antal_2014_090 = 18, 4, 10", "a3-3-skjult", "Du har rundet af"),
    ("a3-3", "antal_2010, antal_2018, antal_2014_090 = 18, 11, 10", "a3-3-skjult", "tjenester på nettet"),
    ("a3-3", "antal_2010, antal_2018, antal_2014_090 = 18, 20, 10", "a3-3-skjult", "Behold rækkerne fra 2018"),
    ("a3-3", "antal_2010, antal_2018, antal_2014_090 = 18, 3, 2", "a3-3-skjult", "Her er grænsen 0,90"),
    ("a3-3", "antal_2010, antal_2018, antal_2014_090 = 18, 3, 8", "a3-3-skjult", "Det er en anden kolonne"),
    ("a3-3", "antal_2010, antal_2018, antal_2014_090 = 18, 3, 20", "a3-3-skjult", "Behold rækkerne fra 2014"),
    ("a3-3", "antal_2010 = 18", "a3-3-skjult", "`antal_2018` har ikke fået et svar endnu"),
    ("a3-3", "konklusion = 'a'", "a3-3-skjult", "Ved du så noget sikkert om befolkningerne"),
    ("a3-3", "konklusion = 'B '", "a3-3-skjult", "Ved du noget sikkert om Danmark"),
    ("a3-3", "konklusion = None", "a3-3-skjult", "`konklusion` har ikke fået et svar endnu"),
]

CONSTANTS = [
    ("a3-1", "def afstand(*_): return 1.2", "a3-1-synlig", "a3-1-skjult"),
    ("a3-2", "def led_og_ledere(*_): return 4, 234", "a3-2-synlig", "a3-2-skjult"),
    ("a3-3", "def ved_loftet(*_): return 18", "a3-3-synlig", "a3-3-skjult"),
]

WITHOUT_CODE = [
    ("a3-1", "plads = 17\nafstand_2023, afstand_2003, portugal_2023 = 1.2, 11.0, -5.9", ["a3-1-synlig", "a3-1-skjult", "a3-1-skjult-plads"]),
    ("a3-2", by_hand_2(), ["a3-2-synlig", "a3-2-skjult", "a3-2-skjult-graense"]),
    ("a3-3", "konklusion = 'C'\nantal_2010, antal_2018, antal_2014_090 = 18, 3, 10", ["a3-3-synlig", "a3-3-skjult"]),
]

KEY = {
    "a3-1": [1.2, 11.0, -5.9, 5.9, 17, 9.8, 4.2],
    "a3-2": [234, 429, 151, (4, 234)],
    "a3-3": [18],
}
