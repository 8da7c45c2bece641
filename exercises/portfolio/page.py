"""``plan()``: the page where the reader makes a plan of the answers given through the course, and saves it as a file."""

from __future__ import annotations

from datetime import date

import traitlets

from exercises import mistakes
from exercises.errors import LedelsesrumError
from exercises.frontend import VIEWS, bundle
from exercises.journal.definitions import PLAN, find
from exercises.journal.log import Log
from exercises.journal.widget import ReflectionWidget
from exercises.portfolio.document import Block, Bullets, Earlier, Figure, Paragraph, Section, Table
from exercises.portfolio.drawn import Standing, standing
from exercises.portfolio.names import found, runs
from exercises.portfolio.plan import gather

NOTHING_YET = "Der er intet i planen endnu. Sæt kryds ved et af dine svar, eller skriv i et felt."


class PlanWidget(ReflectionWidget):
    """The passages of the plan, each with the answers it may draw on; a file is made by this kernel and saved by the browser."""

    _esm = bundle(*VIEWS, "passage", "plan")

    drawn = traitlets.Dict().tag(sync=True)

    def __init__(self):
        super().__init__(PLAN)
        self._refresh()

    def _receive(self, widget, message: dict, buffers) -> None:
        if "refresh" in message:
            self._refresh(message["refresh"])
        elif "look" in message:
            self._reply(message["look"], lambda: self._looked_through(message["look"]))
        elif "export" in message:
            self._reply(message["export"], lambda: self._exported(message["export"]))
        else:
            super()._receive(widget, message, buffers)

    def _refresh(self, exercises: list[str] | None = None) -> None:
        """Tell the page how the answers stand, all or those of some exercises."""
        with Log.open() as log:
            self.drawn = {
                item.id: [
                    _for_view(standing(log, drawn)) if exercises is None or {drawn.exercise, *(source.exercise for source in drawn.beside)} & {*exercises} else known
                    for drawn, known in zip(item.draws, self.drawn.get(item.id, item.draws))
                ]
                for item in self._reflection.exercise.items if item.kind == "passage"
            }

    def _reply(self, question: dict, answer) -> None:
        """Send what was asked for under the question's own number; whatever goes wrong is told, so that nobody waits for nothing."""
        try:
            reply, *buffers = answer()
        except LedelsesrumError as problem:
            reply, buffers = {"problem": str(problem)}, []
        except Exception as error:
            reply, buffers = {"problem": f"Det lykkedes ikke. {mistakes.explain(error, error.__traceback__)}"}, []
        self.send({"reply": question["id"], **reply}, buffers)

    def _looked_through(self, question: dict) -> tuple[dict]:
        with Log.open() as log:
            document = gather(log, question["everything"])
        asked = [Section(section.heading, tuple(block for block in section.blocks if not isinstance(block, Paragraph))) for section in document.appendix]
        sections = [(section.heading, _texts(section)) for section in (*document.sections, *asked)]  # the course's questions hold no names of the reader's
        if not sections:
            return ({"problem": NOTHING_YET},)
        cut = iter(marked := runs([text for _, texts in sections for text in texts]))
        shown = [{"heading": heading, "texts": [next(cut) for _ in texts]} for heading, texts in sections]
        return ({"sections": shown, "names": found(marked)},)

    def _exported(self, question: dict) -> tuple[dict, bytes] | tuple[dict]:
        from exercises.portfolio.writing import write  # what it needs is slow to load, and not every visit ends in a file

        with Log.open() as log:
            document = gather(log, question["everything"])
        if not document.sections and not document.appendix:
            return ({"problem": NOTHING_YET},)
        form = question["form"]
        return {"file": f"min-ledelsesplan-{date.today().isoformat()}.{form}"}, write(document, form)


def plan() -> PlanWidget:
    """Show the page that gathers the plan of ``exercises/reflections/min-ledelsesplan.yaml``."""
    return PlanWidget()


def _for_view(stood: Standing) -> dict:
    drawn = stood.drawn
    return {
        "exercise": drawn.exercise, "item": drawn.item or "", "occasion": drawn.occasion or "", "label": drawn.label, "where": stood.where,
        "page": f"{drawn.page or find(drawn.exercise).path.stem}.html", "sealed": stood.sealed, "text": stood.is_text,
        "typed_at": stood.typed_at.isoformat() if stood.answered else None,
        "words": stood.words() if stood.answered else "", "blocks": [] if stood.is_text else [_block_for_view(block) for block in stood.blocks()],
    }


def _block_for_view(block: Block) -> dict:
    """A block that is taken along whole, as the page shows it beforehand."""
    match block:
        case Table(headers=headers, rows=rows, caption=caption):
            return {"headers": headers, "rows": rows, "caption": caption}
        case Figure(svg=svg, caption=caption):
            return {"svg": svg, "caption": caption}
        case Bullets(items=items):
            return {"items": items}
        case Earlier(text=text) | Paragraph(text=text):
            return {"text": text}


def _texts(section: Section) -> list[str]:
    """What a section says, text by text."""
    texts: list[str] = []
    for block in section.blocks:
        match block:
            case Table(rows=rows):
                texts += [f"{row[0]}: {'; '.join(row[1:])}" for row in rows]
            case Figure(alt=alt):
                texts.append(alt)
            case Bullets(items=items):
                texts += items
            case Earlier(text=text) | Paragraph(text=text):
                texts.append(text)
    return texts
