"""A2: what students may write, and what they are to be told."""

LEAK = """
def laekage(df):
    d = {rows}
    s, a = d["service_deviation_bn_dkk"], d["investment_deviation_bn_dkk"]
    return {result}
"""
ROWS = 'df[(df["year"] != 2020) & (df["service_sanction_in_force"] == 1)]'
BOTH = '.dropna(subset=["service_deviation_bn_dkk", "investment_deviation_bn_dkk"])'
RESULT = "int(((s < 0) & (a > 0)).sum()), len(d)"


def leak(rows: str = ROWS + BOTH, result: str = RESULT) -> str:
    return LEAK.format(rows=rows, result=result)


SPREAD = """
def spaend(df, uden):
    dage = df.loc[{rows}, "days_per_fte_2019"]
    return {result}
"""


def spread(rows: str = '~df["staff_group_da"].isin(uden)', result: str = "float(dage.min()), float(dage.max()), round(dage.max() / dage.min(), 2)") -> str:
    return SPREAD.format(rows=rows, result=result)


DAYS = "dage = load('sickness_absence_staff_groups_2019')['days_per_fte_2019']\n"

WRONG = [
    ("a2-1", "fald_pct = 100 * (service[2010] - service[2011]) / service[2010]", "a2-1-synlig", "fra 2010 til 2011 alene"),
    ("a2-1", "fald_pct = 100 * (service[2010] - efter) / service[2010]", "a2-1-synlig", "kun brugt 2010 som før"),
    ("a2-1", "fald_pct = 100 * (service[2009] - efter) / service[2009]", "a2-1-synlig", "Du har brugt 2009 som før"),
    ("a2-1", "fald_pct = 100 * (foer - efter) / efter", "a2-1-synlig", "Du har delt med `efter`"),
    ("a2-1", "fald_pct = 100 * (238.9 - 231.1) / 238.9", "a2-1-synlig", "Afrund først til sidst"),
    ("a2-1", "fald_pct = service.loc[2007:2010].mean() - service.loc[2011:2013].mean()", "a2-1-synlig", "forskellen i mia. kr."),
    ("a2-1", "fald_pct = 7.8", "a2-1-synlig", "forskellen i mia. kr."),
    ("a2-1", "fald_pct = (foer - efter) / foer", "a2-1-synlig", "Du har svaret med en andel"),
    ("a2-1", "fald_pct = 100 * (efter - foer) / foer", "a2-1-synlig", "Skriv faldet uden minus"),
    ("a2-1", "fald_pct = '3,2 pct.'", "a2-1-synlig", "du har afleveret tekst"),
    ("a2-1", "foer = service.loc[2007:2011].mean()", "a2-1-skjult", "Du har 2011 med i årene før"),
    ("a2-1", "foer = service[2010]", "a2-1-skjult", "240,8 er 2010 alene"),
    ("a2-1", "foer = service.loc[2007:2010].sum()", "a2-1-skjult", "Du har lagt årene sammen"),
    ("a2-1", "foer = 238.9", "a2-1-skjult", "med to decimaler"),
    ("a2-1", "efter = service.loc[2012:2013].mean()", "a2-1-skjult", "Du mangler 2011"),
    ("a2-1", "efter = service.loc[2011:2013].sum()", "a2-1-skjult", "Du har lagt årene sammen"),
    ("a2-2", leak(rows="df", result="int(((s < 0) & (a > 0)).sum()), len(d)"), "a2-2-synlig", "Du har talt alle rækker"),
    ("a2-2", leak(rows='df[df["service_sanction_in_force"] == 1]'), "a2-2-synlig", "mangler et af de to tal"),
    ("a2-2", leak(rows=ROWS), "a2-2-synlig", "mangler et af de to tal"),
    ("a2-2", leak(rows='df[(df["service_sanction_in_force"] == 1) & df["service_deviation_bn_dkk"].notna()]'),
     "a2-2-synlig", "Du har talt alle de år, der har et tal for service"),
    ("a2-2", leak(result='int((df["investment_deviation_bn_dkk"] > 0).sum()), len(d)'), "a2-2-synlig", "Du har talt alle de år, hvor anlæg lå over budget"),
    ("a2-2", leak(result="len(d), int(((s < 0) & (a > 0)).sum())"), "a2-2-synlig", "Tæl de år, hvor service er under nul"),
    ("a2-2", leak(result="int(((s < 0) & (a > 0)).sum())"), "a2-2-synlig", "skal være 2 ting"),
    ("a2-2", leak(rows=ROWS + BOTH + "; df['ny'] = 1"), "a2-2-synlig", "har ændret den tabel"),
    ("a2-2", leak(rows='df[df["year"] != 2020]' + BOTH, result="9, 11"), "a2-2-skjult", "prøvet med en kortere periode"),
    ("a2-2", leak(result="int((a > 0).sum()), len(d)"), "a2-2-skjult", "service lå over budget i et af årene"),
    ("a2-2", leak(rows='df[df["service_sanction_in_force"] == 1]' + BOTH), "a2-2-skjult", "Opgaven beder dig udelade det år"),
    ("a2-2", leak(rows=ROWS + BOTH, result=RESULT + " if len(d) else None"), "a2-2-skjult", "prøvet med år uden sanktion"),
    ("a2-2", "hele_perioden, til_2014 = (9, 11), (3, 6)", "a2-2-skjult", "ingen sanktion"),
    ("a2-2", "hele_perioden, til_2014 = (9, 11), (4, 4)", "a2-2-skjult", "Er anlæg over budget i alle årene"),
    ("a2-2", "hele_perioden, til_2014 = (9, 11), (9, 11)", "a2-2-skjult", "stop efter 2014"),
    ("a2-2", "hele_perioden = (9, 11)", "a2-2-skjult", "`til_2014` har ikke fået et svar endnu"),
    ("a2-3", spread(rows=":"), "a2-3-synlig", "Akademikerne er stadig med"),
    ("a2-3", spread(rows='df["staff_group_da"] != "Akademikere"'), "a2-3-synlig", "Administration og it er stadig med"),
    ("a2-3", spread(result="float(dage.min()), float(dage.max()), float(dage.max() - dage.min())"), "a2-3-synlig", "5,4 er forskellen i dage"),
    ("a2-3", spread(result="float(dage.min()), float(dage.max()), float(dage.min() / dage.max())"), "a2-3-synlig", "Du har delt den mindste med den største"),
    ("a2-3", spread(result="float(dage.max()), float(dage.min()), float(dage.max() / dage.min())"), "a2-3-synlig", "Læg de to grupper til side"),
    ("a2-3", "otte_grupper = 10,9, 16,3, 1,5", "a2-3-synlig", "Decimaler skrives med punktum"),
    ("a2-3", DAYS + "over = (dage > 12.1).sum()", "a2-3-skjult", "mod kommunernes eget gennemsnit"),
    ("a2-3", DAYS + "over = (dage > 10.9).sum()", "a2-3-skjult", "To grupper ligger lige over grænsen"),
    ("a2-3", DAYS + "over = (dage < 10.8).sum()", "a2-3-skjult", "Du har talt dem, der ligger under"),
    ("a2-3", DAYS + "over = dage[dage > 10.8].nunique()", "a2-3-skjult", "lige mange dage"),
    ("a2-3", "over = None", "a2-3-skjult", "`over` har ikke fået et svar endnu"),
    ("a2-3", spread(rows='~df["staff_group_da"].isin(["Akademikere", "Administration og it mv."])'), "a2-3-skjult", "prøvet med en anden gruppe lagt til side"),
    ("a2-3", spread(rows='~df["staff_group_da"].isin(uden) if uden else df["days_per_fte_2019"] > 99'), "a2-3-skjult", "prøvet med alle grupper med"),
    ("a2-3", "otte_grupper, uden_sosu = (10.9, 16.3, 1.5), (6.2, 16.3, 2.63)", "a2-3-skjult", "Social- og sundhedspersonalet er stadig med"),
    ("a2-3", "otte_grupper, uden_sosu = (10.9, 16.3, 1.5), (10.9, 14.7, 1.35)", "a2-3-skjult", "kun én gruppe lagt til side"),
]

CONSTANTS = [
    ("a2-2", "def laekage(*_): return 9, 11", "a2-2-synlig", "a2-2-skjult"),
    ("a2-3", "def spaend(*_): return 10.9, 16.3, 1.5", "a2-3-synlig", "a2-3-skjult"),
]

WITHOUT_CODE = [
    ("a2-1", "foer = 238.85\nefter = 231.1\nfald_pct = 3.2", ["a2-1-synlig", "a2-1-skjult"]),
    ("a2-2", "hele_perioden = (9, 11)\ntil_2014 = (3, 4)", ["a2-2-synlig", "a2-2-skjult"]),
    ("a2-3", "over = 8\notte_grupper = (10.9, 16.3, 1.5)\nuden_sosu = (6.2, 14.7, 2.37)", ["a2-3-synlig", "a2-3-skjult"]),
]

KEY = {
    "a2-1": [238.85, 231.1, 3.2, 3.24],
    "a2-2": [(9, 11), (3, 4), (8, 11)],
    "a2-3": [10.9, 16.3, 14.7, 1.5, 2.37, 2.63],
}
