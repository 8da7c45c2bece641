"""A4: what students may write, and what they are to be told."""

CHANGE = """
def tillid_beskrivelse(df, gruppe="trust_neighbours_pct"):
    aar = df.pivot(index="country", columns="year", values=gruppe){kept}
    x = ({change}).round(1)
    return {{"antal": {n}, "faldt": int({fell}), "steg": int({rose}), "middel": round(float({mean}), 1), "mindst": {least}, "stoerst": {most}}}
"""
CHAIN = """
def kaede(p, forsoeg=None):
    forsoeg = forsoeg or [1] * len(p)
    import math
    return {result}
"""
EVIDENCE = """
raekker = [
    ("Svar efter runden hjælper", "Sexton m.fl. (2018)", "for", "svag", "Ét tidspunkt"),
    ("Runder alene gør det ringere", "Tucker og Singer (2015)", "imod", "stærk", "Hospitaler i USA"),
    ("Ansigt til ansigt bærer længere", "Jensen m.fl. (2018)", " For", "Moderat ", "Virkningen aftager"),
    ("Indflydelse løfter lidt", "Wagner (1994)", "imod", "moderat", "Ældre studier"),
]
{then}
evidens = pd.DataFrame(raekker, columns=["paastand", "kilde", "retning", "styrke", "forbehold"])
"""


def change(kept=".dropna()", change="aar[2020] - aar[2018]", n="len(x)", fell="(x < 0).sum()", rose="(x > 0).sum()",
           mean="x.mean()", least="x.min()", most="x.max()") -> str:
    return CHANGE.format(**locals())


def chain(result: str) -> str:
    return CHAIN.format(result=result)


def evidence(then: str = "") -> str:
    return EVIDENCE.format(then=then)


def by_hand_2(**changed) -> str:
    numbers = dict(antal=33, faldt=18, steg=14, middel=-0.1, mindst=-8.1, stoerst=9.3, faldt_laeger=10) | changed
    return "\n".join(f"{name} = {value!r}" for name, value in numbers.items())


WRONG = [
    ("a4-1", evidence("raekker = raekker[:3]"), "a4-1-synlig", "Du har udfyldt 3 af mindst fire linjer"),
    ("a4-1", evidence("raekker = raekker[:3] + [('', 'x', 'for', 'svag', 'x')]"), "a4-1-synlig", "Du har udfyldt 3 af mindst fire linjer"),
    ("a4-1", evidence("raekker = raekker[:3] + raekker[:1]"), "a4-1-synlig", "To af linjerne har den samme påstand"),
    ("a4-1", "evidens = evidens.drop(columns=['styrke'])", "a4-1-synlig", "Der mangler: styrke"),
    ("a4-1", "evidens = raekker", "a4-1-synlig", "skal være en tabel med kolonnerne"),
    ("a4-1", "del evidens", "a4-1-synlig", "`evidens` findes ikke endnu"),
    ("a4-1", "evidens['retning'] = 'med'", "a4-1-synlig-ord", "I feltet retning står der med. Brug et af ordene for, imod."),
    ("a4-1", "evidens['styrke'] = 'stor'", "a4-1-synlig-ord", "Brug et af ordene svag, moderat, stærk."),
    ("a4-1", "evidens['styrke'] = None", "a4-1-synlig-ord", "står der ingenting"),
    ("a4-1", "evidens['retning'] = 'for'", "a4-1-skjult", "Mindst én linje skal tale imod planen"),
    ("a4-1", "evidens.loc[evidens['retning'] == 'imod', 'kilde'] = ''", "a4-1-skjult", "lige så godt belæg som dig selv"),
    ("a4-1", "evidens['paastand'] = ['a', 'b', 'c', 'd']", "a4-1-skjult-felter", "En påstand mangler eller er meget kort"),
    ("a4-1", "evidens['kilde'] = '?'", "a4-1-skjult-felter", "En kilde mangler eller er meget kort"),
    ("a4-1", "evidens['forbehold'] = float('nan')", "a4-1-skjult-felter", "Et forbehold mangler eller er meget kort"),

    ("a4-2", change(n="df['country'].nunique()"), "a4-2-synlig", "intet tal for 2020"),
    ("a4-2", change(kept=""), "a4-2-synlig", "intet tal for 2020"),
    ("a4-2", change(n="len(df)"), "a4-2-synlig", "Det er antallet af rækker"),
    ("a4-2", "antal, faldt = 35, 19", "a4-2-synlig", "tabellen fra afsnit 1.8 om regeringer"),
    ("a4-2", change(n="1"), "a4-2-synlig", "tæl de lande, der har et tal i begge"),
    ("a4-2", change(fell="(x <= 0).sum()"), "a4-2-synlig", "hverken faldet eller steget"),
    ("a4-2", change(kept=".dropna()\n    aar = df.pivot(index='country', columns='year', values='trust_national_government_pct').dropna()"),
     "a4-2-synlig", "en anden kolonne"),
    ("a4-2", change(change="aar[2018] - aar[2020]"), "a4-2-synlig", "Træk 2018 fra 2020"),
    ("a4-2", "def tillid_beskrivelse(df, gruppe='x'): return {'n': 33}", "a4-2-synlig", "mangler 'antal'"),
    ("a4-2", "antal = 33", "a4-2-synlig", "`faldt` har ikke fået et svar endnu"),
    ("a4-2", change(rose="(x >= 0).sum()"), "a4-2-skjult", "Et land uden ændring er hverken faldet eller steget"),
    ("a4-2", change(rose="1"), "a4-2-skjult", "prøvet med hele tabellen. Tæl lande, hvor ændringen er over 0"),
    ("a4-2", change(mean="-x.mean()"), "a4-2-skjult", "Lad fortegnet stå"),
    ("a4-2", change(mean="x.abs().mean()"), "a4-2-skjult", "Du har regnet fald som stigninger"),
    ("a4-2", change(mean="x.sum()"), "a4-2-skjult", "Tag gennemsnittet af ændringerne"),
    ("a4-2", change(least="abs(x.min())"), "a4-2-skjult", "skal stå minus foran"),
    ("a4-2", change(least="x.abs().min()"), "a4-2-skjult", "altså det største fald"),
    ("a4-2", change(most="x.min()"), "a4-2-skjult", "Her er det den største stigning"),
    ("a4-2", change(most="x.mean()"), "a4-2-skjult", "Find den største stigning"),
    ("a4-2", by_hand_2(middel="-0,1"), "a4-2-skjult", "du har afleveret tekst"),
    ("a4-2", by_hand_2(stoerst=None), "a4-2-skjult", "`stoerst` har ikke fået et svar endnu"),
    ("a4-2", change().replace("values=gruppe", "values='trust_neighbours_pct'"), "a4-2-skjult-andre", "prøvet med en anden gruppe end naboer"),
    ("a4-2", change(mean="x.mean() if gruppe == 'trust_neighbours_pct' else 0"), "a4-2-skjult-andre", "prøvet med en anden gruppe end naboer"),
    ("a4-2", "hele = load('trust_wellcome_2018_2020')" + change().replace("df.pivot", "hele.pivot"), "a4-2-skjult-andre", "prøvet med nogle få lande"),
    ("a4-2", by_hand_2(faldt_laeger=18), "a4-2-skjult-andre", "Her er det læger og sygeplejersker"),
    ("a4-2", by_hand_2(faldt_laeger=23), "a4-2-skjult-andre", "Det er dem, hvor tilliden steg"),
    ("a4-2", by_hand_2(faldt_laeger=2), "a4-2-skjult-andre", "Brug kolonnen trust_doctors_nurses_pct"),
    ("a4-2", by_hand_2(faldt_laeger=None), "a4-2-skjult-andre", "`faldt_laeger` har ikke fået et svar endnu"),

    ("a4-3", chain("100 * math.prod(p)"), "a4-3-synlig", "Er dit tal i pct."),
    ("a4-3", chain("1 - sum(1 - x for x in p)"), "a4-3-synlig", "De skal ganges"),
    ("a4-3", chain("sum(p) / len(p)"), "a4-3-synlig", "gennemsnittet af de seks chancer"),
    ("a4-3", chain("min(p)"), "a4-3-synlig", "det svageste led alene"),
    ("a4-3", chain("math.prod(x for x in p if x > 0.5)"), "a4-3-synlig", "de fem stærke alene"),
    ("a4-3", chain("1 - math.prod(1 - x for x in p)"), "a4-3-synlig", "mindst ét led siger ja"),
    ("a4-3", chain("math.prod(set(p))"), "a4-3-synlig", "kun regnet med ét af de fem stærke led"),
    ("a4-3", chain("round(math.prod(p), 1)"), "a4-3-synlig", "Gang de seks chancer med hinanden"),
    ("a4-3", "chance = 0,236", "a4-3-synlig", "Skriv decimaler med punktum"),
    ("a4-3", chain("math.prod(p)"), "a4-3-skjult", "Ét ja på to forsøg er nok"),
    ("a4-3", chain("math.prod(1 - (1 - x) ** k for x, k in zip(p, forsoeg)) if len(p) > 2 else 0"), "a4-3-skjult", "Så er hele kæden sikker"),
    ("a4-3", chain("math.prod(1 - (1 - x) ** k for x, k in zip(p, forsoeg)) if len(p) < 40 else 0"), "a4-3-skjult", "Brug forsøgene på hvert led"),
    ("a4-3", chain("math.prod(1 - (1 - x) ** max(k, forsoeg[0]) for x, k in zip(p, forsoeg))"), "a4-3-skjult", "Hvert led har sit eget antal forsøg"),
    ("a4-3", "chance, chance_igen = 0.236, 2 * 0.236", "a4-3-skjult", "To forsøg fordobler ikke chancen"),
    ("a4-3", "chance, chance_igen = 0.236, 0.9 ** 5 * 0.4 ** 2", "a4-3-skjult", "Det er chancen for to ja"),
    ("a4-3", "chance, chance_igen = 0.236, 0.99 ** 5 * 0.64", "a4-3-skjult", "Kun det svageste kan spørges igen"),
    ("a4-3", "chance, chance_igen = 0.236, 0.64", "a4-3-skjult", "Gang den så med de fem andre"),
    ("a4-3", "chance = 0.236", "a4-3-skjult", "`chance_igen` har ikke fået et svar endnu"),
]

CONSTANTS = [
    ("a4-2", "def tillid_beskrivelse(*_): return {'antal': 33, 'faldt': 18, 'steg': 14, 'middel': -0.1, 'mindst': -8.1, 'stoerst': 9.3}",
     "a4-2-synlig", "a4-2-skjult-andre"),
    ("a4-3", "def kaede(*_): return 0.236", "a4-3-synlig", "a4-3-skjult"),
]

WITHOUT_CODE = [
    ("a4-1", evidence(), ["a4-1-synlig", "a4-1-synlig-ord", "a4-1-skjult", "a4-1-skjult-felter"]),
    ("a4-2", by_hand_2(), ["a4-2-synlig", "a4-2-skjult", "a4-2-skjult-andre"]),
    ("a4-3", "chance, chance_igen = 0.236, 0.378", ["a4-3-synlig", "a4-3-skjult"]),
]

KEY = {"a4-2": [33, 18, 14, -0.1, 8.1, 9.3], "a4-3": [0.236, 0.2362, 0.378]}
