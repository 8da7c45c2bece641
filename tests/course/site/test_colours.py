"""Colours: read from the style sheets themselves, strong enough on what they stand on, and apart for those who see fewer of them."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from xml.etree import ElementTree

import numpy as np
import pytest

from course.site.build import ROOT

SHEETS = [ROOT / "book/_static/book.css", ROOT / "book/_static/widgets.css", ROOT / "course/grading/desk/page/desk.css"]
THEMES = dict(zip(("light", "dark"), (ROOT / "book/_static/tokens.css").read_text(encoding="utf-8").split(':root[data-theme="dark"]')))
GROUNDS = ("paper", "card")
SERIES = ("ink", "accent", "warm", "ochre", "blue", "control-line")  # what figures are drawn in
APART = 12  # CIE 1976 distance; about five times what can just be seen side by side

# Machado, Oliveira and Fernandes (2009), »A physiologically-based model for simulation of color vision deficiency«,
# doi:10.1109/TVCG.2009.113: the matrices for a missing sort of cone, on linear RGB.
SIGHTS = {
    "all cones": np.eye(3),
    "protanopia": np.array([[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]),
    "deuteranopia": np.array([[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]),
    "tritanopia": np.array([[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]]),
}
XYZ = np.array([[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750], [0.0193339, 0.1191920, 0.9503041]])  # of sRGB, D65


def rgb(theme: str, token: str) -> np.ndarray:
    """A token's colour, each part from 0 to 1."""
    value = re.search(rf"--lr-{token}: #(\w{{6}})", THEMES[theme])[1]
    return np.array([int(value[place:place + 2], 16) / 255 for place in (0, 2, 4)])


def linear(colour: np.ndarray) -> np.ndarray:
    return np.where(colour <= 0.04045, colour / 12.92, ((colour + 0.055) / 1.055) ** 2.4)


def contrast(one: np.ndarray, other: np.ndarray) -> float:
    """WCAG's contrast ratio, from 1 to 21."""
    dark, light = sorted(float(XYZ[1] @ linear(colour)) for colour in (one, other))
    return (light + 0.05) / (dark + 0.05)


def lab(light: np.ndarray) -> np.ndarray:
    white = np.clip(light, 0, 1) @ XYZ.T / (np.ones(3) @ XYZ.T)
    x, y, z = np.where(white > (6 / 29) ** 3, np.cbrt(white), white / (3 * (6 / 29) ** 2) + 4 / 29)
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


def distance(one: np.ndarray, other: np.ndarray, sight: str) -> float:
    return float(np.linalg.norm(lab(SIGHTS[sight] @ linear(one)) - lab(SIGHTS[sight] @ linear(other))))


# ---- Contrast ----------------------------------------------------------------------------------------------------


def rules() -> Iterator[tuple[str, dict[str, str]]]:
    """Every rule of the style sheets: what it is of, and what it sets."""
    for sheet in SHEETS:
        text = re.sub(r"/\*.*?\*/", "", sheet.read_text(encoding="utf-8"), flags=re.S)
        for name, body in re.findall(r"([^{};]+)\{([^{}]*)\}", text):
            yield f"{sheet.name}: {name.strip()}", dict(re.findall(r"(?:^|;)\s*([\w-]+):\s*([^;]+)", body))


def pairs() -> set[tuple[str, str, str]]:
    """(text, ground, share of another colour in the ground) of every rule that sets a colour of text; on both papers where it sets no ground."""
    found = set()
    for _, sets in rules():
        ground = sets.get("background", "") + sets.get("background-color", "")
        text = re.search(r"var\(--lr-([\w-]+)\)", sets.get("color", ""))
        mixed = re.search(r"color-mix\(in srgb, var\(--lr-([\w-]+)\) (\d+)%", ground)
        plain = re.match(r"var\(--lr-([\w-]+)\)", ground)
        for paper in GROUNDS:
            if mixed:
                found.add((text[1] if text else "ink", paper, f"{mixed[1]} {mixed[2]}"))
            elif text or plain and plain[1] in GROUNDS:  # the other grounds without a text of their own are bars, dots and thumbs
                found.add((text[1] if text else "ink", plain[1] if plain else paper, ""))
    tints = re.findall(r"--[\w-]*tint: color-mix\(in srgb, var\(--lr-([\w-]+)\) (\d+)%, var\(--lr-card\)\)", SHEETS[2].read_text(encoding="utf-8"))
    return found | {(text, "card", f"{colour} {share}") for colour, share in tints for text in ("ink", "ink-quiet", "accent", "warm")}


def on(theme: str, ground: str, mixed: str) -> np.ndarray:
    colour = rgb(theme, ground)
    if mixed:
        token, share = mixed.split()
        colour = colour + (rgb(theme, token) - colour) * int(share) / 100
    return colour


@pytest.mark.parametrize("theme", THEMES)
def test_every_text_is_read_on_what_it_stands_on(theme):
    wanted = pairs()
    assert {("ink", "paper", ""), ("paper", "accent", ""), ("warm", "card", ""), ("ink-quiet", "card", "accent 9")} <= wanted
    weak = {pair: round(found, 2) for pair in wanted if (found := contrast(rgb(theme, pair[0]), on(theme, *pair[1:]))) < 4.5}
    assert weak == {}


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("token", [*SERIES])
def test_what_is_drawn_and_the_edge_of_a_control_stand_out_from_the_paper(theme, token):
    assert min(contrast(rgb(theme, token), rgb(theme, ground)) for ground in GROUNDS) >= 3


def test_no_control_has_an_edge_too_faint_to_see():
    control = re.compile(r"\b(input|select|textarea|button)\b(?!\[type=.checkbox)")
    faint = [name for name, sets in rules() if "hairline" in sets.get("border", "") and control.search(name)]
    assert faint == []


# ---- Fewer sorts of cone -----------------------------------------------------------------------------------------


def alike(theme: str) -> set[frozenset[str]]:
    """Pairs of series that some readers may take for the same."""
    return {
        frozenset((one, other)) for one, other in itertools.combinations(SERIES, 2)
        if min(distance(rgb(theme, one), rgb(theme, other), sight) for sight in SIGHTS) < APART
    }


ALIKE = alike("light") | alike("dark")


def test_only_two_pairs_of_colours_need_a_second_cue():
    assert ALIKE == {frozenset(("accent", "blue")), frozenset(("warm", "ochre"))}


def cues(svg: ElementTree.Element, token: str) -> tuple[set[tuple[str, ...]], bool]:
    """How what is drawn in a colour looks but for the colour (dash, outline, shape of its marker), and whether a word is written in it."""
    shapes = {element.get("id"): element.get("d") for element in svg.iter() if element.get("id") and element.get("d")}
    looks, written = set(), False
    for element in svg.iter():
        style = element.get("style", "")
        kind = element.tag.rpartition("}")[2]
        if f"var(--lr-{token}," not in style or element.get("id") in shapes:
            continue  # or a marker's own definition, seen where it is used
        written |= kind == "text"
        marker = shapes.get(element.get("{http://www.w3.org/1999/xlink}href", "")[1:], "")
        dash = re.search(r"stroke-dasharray: ([\d.,]+)", style)
        if kind != "text":
            looks.add((kind, dash[1] if dash else "", str("fill: none" in style), re.sub(r"[\d.\s-]+", "", marker)))
    return looks, written


def confused(svg: str) -> set[frozenset[str]]:
    """The pairs of alike colours in a picture that nothing but the colour keeps apart: no dash, shape or outline, and no word in each colour."""
    picture = ElementTree.fromstring(svg)
    found = set()
    for pair in ALIKE:
        (one, named), (other, other_named) = (cues(picture, token) for token in pair)
        if one & other and not (named and other_named):
            found.add(pair)
    return found


SEEDED = ('<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0" style="fill: none; {dash}stroke: var(--lr-warm, #A23B2A)"/>'
          '<path d="M1 1" style="fill: none; stroke: var(--lr-ochre, #8A5A0F)"/></svg>')


def test_two_whole_lines_in_alike_colours_are_found_and_a_dash_sets_them_apart():
    assert confused(SEEDED.format(dash="")) == {frozenset(("warm", "ochre"))}
    assert confused(SEEDED.format(dash="stroke-dasharray: 5,2; ")) == set()


def test_no_figure_of_the_book_leans_on_a_difference_some_cannot_see(book):
    pictures = [(page.name, svg) for page in sorted(book.glob("notebooks/*.html"))
                for svg in re.findall(r'<div class="lr-figure-(?:wide|narrow)">(<svg.*?</svg>)', page.read_text(encoding="utf-8"), re.S)]
    assert len(pictures) > 100
    assert [(name, pairs) for name, svg in pictures if (pairs := confused(with_namespaces(svg)))] == []


def with_namespaces(svg: str) -> str:
    """A picture as it stands in a page, where HTML knows what the names of XML mean."""
    return svg.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" ', 1)
