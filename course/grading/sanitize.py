"""What a student wrote or a cell printed, made safe to show: no script, nothing fetched, nothing endless."""

from __future__ import annotations

import base64
import binascii
import re

import nh3
from nbformat import NotebookNode

TAGS = {
    "a", "abbr", "b", "blockquote", "br", "caption", "code", "col", "colgroup", "dd", "del", "details", "div", "dl", "dt", "em", "figcaption", "figure",
    "h1", "h2", "h3", "h4", "h5", "h6", "hr", "i", "img", "ins", "kbd", "li", "mark", "ol", "p", "pre", "q", "s", "samp", "small", "span", "strong", "sub",
    "summary", "sup", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "tt", "u", "ul", "var",
}
ATTRIBUTES = {
    "a": {"href", "title"}, "img": {"src", "alt", "title"}, "ol": {"start"},
    "td": {"colspan", "rowspan"}, "th": {"colspan", "rowspan", "scope"}, "*": {"lang"},
}
SVG_TAGS = {
    "svg", "g", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "text", "tspan", "title", "desc", "defs", "clipPath",
    "linearGradient", "radialGradient", "stop",
}
SVG_ATTRIBUTES = {
    "xmlns", "viewBox", "width", "height", "x", "y", "x1", "x2", "y1", "y2", "cx", "cy", "r", "rx", "ry", "d", "points", "dx", "dy", "transform", "fill",
    "fill-opacity", "fill-rule", "stroke", "stroke-width", "stroke-opacity", "stroke-linecap", "stroke-linejoin", "stroke-dasharray", "opacity", "offset",
    "stop-color", "stop-opacity", "font-size", "font-family", "font-weight", "text-anchor", "dominant-baseline",
}
PICTURE = re.compile(r"data:image/(?:png|jpeg|gif|webp|svg\+xml);base64,[A-Za-z0-9+/=\s]*")
DROPPED = {"script", "style", "iframe", "object", "embed", "template", "noscript", "math", "form", "textarea", "select", "title"}
NOT_SHOWN = "[et billede, der ligger et andet sted, er ikke vist]"
CUT = "… resten er udeladt: der var for meget at vise."


def sanitize(html: str) -> str:
    """HTML without scripts, styles, forms, and without pictures that are not in the page itself."""
    clean = nh3.clean(
        html, tags=TAGS, attributes=ATTRIBUTES, clean_content_tags=DROPPED, attribute_filter=_own_pictures,
        url_schemes={"http", "https", "mailto", "data"}, url_relative="deny", link_rel="noopener noreferrer nofollow",
    )
    clean = re.sub(r"<img(?![^>]* src=)[^>]*>", NOT_SHOWN, clean)
    return re.sub(r"<img (?![^>]* alt=)", '<img alt="Billede uden beskrivelse" ', clean)


def sanitize_svg(svg: str) -> str:
    """A drawing with its shapes and texts only."""
    return nh3.clean(
        svg, tags=SVG_TAGS, attributes={"*": SVG_ATTRIBUTES | {"style"}}, filter_style_properties=SVG_ATTRIBUTES,
        clean_content_tags=DROPPED - {"title"}, attribute_filter=_no_address,
    )


def safe_outputs(outputs: object, characters: int = 10_000, pictures: int = 4_000_000) -> list[NotebookNode]:
    """What a cell printed and drew, rebuilt from the kinds that can be shown; at most so many characters of text, and of pictures as base64."""
    safe: list[NotebookNode] = []
    left = {"picture": pictures, "text": characters}
    for shown in filter(None, map(_safe, outputs if isinstance(outputs, list) else [])):
        content, kind = _content(shown), "picture" if _is_picture(shown) else "text"
        if len(content) > left[kind]:
            kept = content[:left[kind]] if shown.output_type == "stream" else ""
            return [*safe, printed(f"{kept}\n{CUT}")]
        left[kind] -= len(content)
        safe.append(shown)
    return safe


def printed(text: str) -> NotebookNode:
    """A text as a cell would have printed it."""
    return NotebookNode(output_type="stream", name="stdout", text=text)


def _safe(output: object) -> NotebookNode | None:
    """One output in its safest telling form: a picture, else HTML, else text."""
    if not isinstance(output, dict):
        return None
    if output.get("output_type") == "stream":
        return printed(_text(output.get("text")))
    data = output.get("data")
    if output.get("output_type") not in ("display_data", "execute_result") or not isinstance(data, dict):
        return None
    for kind in ("image/png", "image/jpeg"):
        if picture := _base64(data.get(kind)):
            return _shown(kind, picture)
    if "image/svg+xml" in data:
        drawing = sanitize_svg(_text(data["image/svg+xml"]))
        return _shown("image/svg+xml", base64.b64encode(drawing.encode("utf-8")).decode("ascii"))
    if "text/html" in data:
        return _shown("text/html", sanitize(_text(data["text/html"])))
    if "text/plain" in data:
        return printed(_text(data["text/plain"]))
    return None


def _shown(kind: str, content: str) -> NotebookNode:
    return NotebookNode(output_type="display_data", metadata=NotebookNode(), data=NotebookNode({kind: content}))


def _is_picture(shown: NotebookNode) -> bool:
    return shown.output_type == "display_data" and "text/html" not in shown.data


def _content(shown: NotebookNode) -> str:
    return shown.text if shown.output_type == "stream" else next(iter(shown.data.values()))


def _text(value: object) -> str:
    """A text that a notebook file may hold as a list of lines; whatever else it is, is no text."""
    if isinstance(value, list):
        value = "".join(line for line in value if isinstance(line, str))
    return value if isinstance(value, str) else ""


def _base64(value: object) -> str:
    text = "".join(_text(value).split())
    try:
        base64.b64decode(text, validate=True)
    except binascii.Error:
        return ""
    return text


def _own_pictures(tag: str, attribute: str, value: str) -> str | None:
    if tag == "img" and attribute == "src":
        return value if PICTURE.fullmatch(value) else None
    if attribute == "href":
        return None if value.lstrip().lower().startswith("data:") else value
    return value


def _no_address(tag: str, attribute: str, value: str) -> str | None:
    return value if attribute == "xmlns" or not re.search(r"url\s*\(\s*['\"]?\s*(?!#)|//", value) else None
