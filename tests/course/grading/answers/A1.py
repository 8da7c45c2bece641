"""A1: what students may write, and what they are to be told."""

NL = "hollandske = load('hpv_countries_who').query(\"country == 'Netherlands'\")\n"

SHORTFALL = """
def manglende_starter(df, basisaar, fra, til):
    d = df.set_index("year")
    andel = {share}
    periode = d.loc[fra:til]
    return {result}
"""
SHARE = 'd.loc[basisaar, "girls_first_dose"] / d.loc[basisaar, "target_girls"]'
MISSING = 'int(round((periode["target_girls"] * andel - periode["girls_first_dose"]).sum()))'


def shortfall(share: str = SHARE, result: str = MISSING) -> str:
    return SHORTFALL.format(share=share, result=result)


RATIO = """
def daekning_forhold(df, kilde):
    d = df.set_index("cause")
    {rows}
    forhold = ({ratio}).sort_values(ascending=False)
    return forhold.index[0], round(float(forhold.iloc[0]), 1), {left_out}
"""


def ratio(rows: str = 'd = d[d["deaths_share_pct"] > 0]', ratio: str = 'd[kilde] / d["deaths_share_pct"]', left_out: str = "len(df) - len(d)") -> str:
    return RATIO.format(rows=rows, ratio=ratio, left_out=left_out)


WRONG = [
    ("a1-1", "fald = 100 * (67 - 52) / 67", "a1-1-synlig", "22 er faldet i procent"),
    ("a1-1", "fald = 65 - 52", "a1-1-synlig", "Du har målt fra 2013"),
    ("a1-1", "fald = 67 - 63", "a1-1-synlig", "Du har målt fra 2014 til 2019"),
    ("a1-1", "fald = 52 - 67", "a1-1-synlig", "Skriv faldet uden minus"),
    ("a1-1", "fald = '15 procentpoint'", "a1-1-synlig", "du har afleveret tekst"),
    ("a1-1", "fald = 15,0", "a1-1-synlig", "Skriv decimaler med punktum"),
    ("a1-1", "fald = daekning - daekning.min()", "a1-1-synlig", "flere på én gang (Series)"),
    ("a1-1", "bundaar = 2017", "a1-1-synlig", "der er et år, som er lavere"),
    ("a1-1", NL + "bundaar = hollandske.loc[hollandske['year'] < 2014].set_index('year')['coverage_pct'].idxmin()", "a1-1-synlig", "2010 ligger før perioden"),
    ("a1-1", "bundaar = 52", "a1-1-synlig", "`bundaar` er det årstal"),
    ("a1-1", "genopret_aar = 2019", "a1-1-skjult", "stadig lavere end i 2014"),
    ("a1-1", "genopret_aar = 2021", "a1-1-skjult", "lige akkurat lavere"),
    ("a1-1", "genopret_aar = int(daekning[daekning.index > 2014].index[0])", "a1-1-skjult", "Se kun på årene efter bunden"),
    ("a1-1", "genopret_aar = 2023", "a1-1-skjult", "Genoprettet betyder mindst lige så høj"),
    ("a1-2", shortfall(share="0.67"), "a1-2-synlig", "afrundede 67 pct."),
    ("a1-2", shortfall(result='round((periode["target_girls"] * (d.loc[basisaar, "coverage_pct"] - periode["coverage_pct"]) / 100).sum())'),
     "a1-2-synlig", "afrundede dækninger"),
    ("a1-2", shortfall(share='d.loc[2013, "girls_first_dose"] / d.loc[2013, "target_girls"]'), "a1-2-synlig", "Du har målt mod 2013"),
    ("a1-2", shortfall(result='int((d.loc[basisaar, "girls_first_dose"] - periode["girls_first_dose"]).sum())'), "a1-2-synlig", "Målgruppen skifter"),
    ("a1-2", shortfall().replace("loc[fra:til]", "loc[fra:til - 1]"), "a1-2-synlig", "Du mangler et år"),
    ("a1-2", shortfall().replace("loc[fra:til]", "loc[fra:til + 1]"), "a1-2-synlig", "ét år for meget"),
    ("a1-2", shortfall(result='(d.loc[basisaar, "coverage_pct"] - periode["coverage_pct"]).sum()'), "a1-2-synlig", "procentpointene lagt sammen"),
    ("a1-2", shortfall(result='(periode["target_girls"] * andel - periode["girls_first_dose"]).sum()'), "a1-2-synlig", "Afrund til sidst"),
    ("a1-2", shortfall(result="-" + MISSING), "a1-2-synlig", "Færre end ventet er et positivt tal"),
    ("a1-2", shortfall(result='periode["target_girls"] * andel'), "a1-2-synlig", "flere på én gang (Series)"),
    ("a1-2", "nederlandene = 38.745", "a1-2-synlig", "tusinder uden punktum"),
    ("a1-2", shortfall(result="ukendt"), "a1-2-synlig", "Navnet 'ukendt' findes ikke"),
    ("a1-2", shortfall(result=f"abs({MISSING})"), "a1-2-skjult", "Se på fortegnet"),
    ("a1-2", shortfall(share=f"round({SHARE}, 2)"), "a1-2-skjult", "Du har brugt den afrundede dækning"),
    ("a1-2", shortfall().replace("loc[fra:til]", "loc[2015:2019]"), "a1-2-skjult", "prøvet med et land, hvor dækningen steg"),
    ("a1-2", "nederlandene, irland, norge = 38745, 25054, -12708", "a1-2-skjult", "Du har brugt den afrundede dækning"),
    ("a1-2", "nederlandene, irland, norge = 38745, 24995, -12708", "a1-2-skjult", "Du har brugt den afrundede dækning"),
    ("a1-2", "nederlandene, irland, norge = 38745, 24002, -12708", "a1-2-skjult", "For Irland er basisåret 2014"),
    ("a1-2", "nederlandene, irland, norge = 38745, 24686, 12708", "a1-2-skjult", "Se på fortegnet"),
    ("a1-2", "nederlandene, irland, norge = 38745, 24686, -12111", "a1-2-skjult", "Du har brugt den afrundede dækning"),
    ("a1-2", "nederlandene, irland, norge = 38745, 24686, -12000", "a1-2-skjult", "For Norge er basisåret 2013"),
    ("a1-2", "nederlandene, irland = 38745, 24686", "a1-2-skjult", "`norge` har ikke fået et svar endnu"),
    ("a1-3", ratio(rows="", left_out="0"), "a1-3-synlig", "Terrorisme står med 0,00 pct."),
    ("a1-3", ratio().replace("d[kilde]", 'd["google_searches_share_pct"]'), "a1-3-synlig", "andelen af omtalen i The Guardian"),
    ("a1-3", ratio(rows='d = d[d["deaths_share_pct"] > 0]', ratio='d["deaths_share_pct"] / d[kilde]'), "a1-3-synlig", "Du har delt den anden vej"),
    ("a1-3", ratio(ratio='d["deaths_share_pct"]').replace("forhold.index[0]", "'Cancer'"), "a1-3-synlig", "Kræft fylder meget"),
    ("a1-3", ratio().replace("d[kilde]", 'd["nyt_share_pct"]'), "a1-3-synlig", "forholdet for New York Times"),
    ("a1-3", ratio(ratio='d[kilde] - d["deaths_share_pct"]'), "a1-3-synlig", "forskellen i procentpoint"),
    ("a1-3", "guardian = ('Homicide', 0.04, 1)", "a1-3-synlig", "Du har delt den anden vej"),
    ("a1-3", "guardian = ('Drab', 25.6, 1)", "a1-3-synlig", "skal være en af"),
    ("a1-3", "guardian = ('Homicide', 25,6, 1)", "a1-3-synlig", "Decimaler skrives med punktum"),
    ("a1-3", ratio().replace("return forhold.index[0], round(float(forhold.iloc[0]), 1), len(df) - len(d)", "return forhold"),
     "a1-3-synlig", "skal være 3 ting"),
    ("a1-3", ratio(left_out="0"), "a1-3-skjult", "dele med nul"),
    ("a1-3", ratio(rows='d = d[(d["deaths_share_pct"] > 0) & (d[kilde] > 0)]'), "a1-3-skjult", "Alzheimers sygdom har 0 pct. af omtalen"),
    ("a1-3", ratio(left_out="len(d)"), "a1-3-skjult", "Tæl dem, du udelod"),
    ("a1-3", ratio().replace("d[kilde]", 'd["guardian_share_pct"]'), "a1-3-skjult", "Bruger du den kolonne"),
    ("a1-3", ratio(rows='d = d.drop(index="Terrorism")'), "a1-3-skjult", "flere årsager står med 0 pct."),
    ("a1-3", "guardian = google = ('Homicide', 25.6, 1)", "a1-3-skjult", "Se på søgningerne"),
]

CONSTANTS = [
    ("a1-2", "def manglende_starter(*_): return 38745", "a1-2-synlig", "a1-2-skjult"),
    ("a1-3", "def daekning_forhold(*_): return 'Homicide', 25.6, 1", "a1-3-synlig", "a1-3-skjult"),
]

WITHOUT_CODE = [
    ("a1-1", "fald = 15\nbundaar = 2018\ngenopret_aar = 2020", ["a1-1-synlig", "a1-1-skjult"]),
    ("a1-2", "nederlandene = 38745\nirland = 24686\nnorge = -12708", ["a1-2-synlig", "a1-2-skjult"]),
    ("a1-3", "guardian = ('Homicide', 25.6, 1)\ngoogle = ('Suicide', 5.7, 1)", ["a1-3-synlig", "a1-3-skjult"]),
]

KEY = {
    "a1-1": [15, 2018, 2020],
    "a1-2": [38745, 24686, 12708, 11099],
    "a1-3": [25.6, 25.62, 5.7, 5.75, 3.5, ("Homicide", 25.6), ("Suicide", 5.7)],
}
