"""Words and names stand as in a Danish dictionary."""

from exercises.danish_order import danish_order


def test_ae_oe_and_aa_come_last_and_two_as_are_one_letter():
    names = ["Åse", "Ørsted", "Aagaard", "Ægir", "Zeuthen", "Abel", "øster", "Østen", "2. hold", "ål"]
    assert sorted(names, key=danish_order) == ["2. hold", "Abel", "Zeuthen", "Ægir", "Ørsted", "Østen", "øster", "Aagaard", "ål", "Åse"]
