// Where a desk's texts come from, what is said of them, and where what is put down goes: a reading of an assignment, or the calibration.
// ``sign`` says where one is, where it is not the first reading; ``words`` say how far a text is; without ``tag`` or ``undo`` there is none such.

import * as api from "./api.js";
import { STATUS, address } from "./dom.js";

const TOLD = {
  first: {
    words: STATUS, none: "Ingen har afleveret noget endnu.", back: "alle spørgsmål",
    done: "Alle tekster til spørgsmålet er læst.", link: "Til alle spørgsmål",
  },
  second: {
    sign: "Anden læsning, blindt", words: STATUS, back: "anden læsning",
    done: "Du har læst alt det, der er trukket ud til dig her.", link: "Til anden læsning",
    none: "Her er intet for dig at læse igen. Enten er intet af det, der er læst færdig, trukket ud endnu, eller også kender du det trin, det fik.",
  },
  agreed: {
    sign: "Bliv enige", words: { ...STATUS, unread: "uafgjort", final: "afgjort" }, back: "det, I skal afgøre", finish: "Afgjort, og videre",
    done: "I er enige om alle tekster til spørgsmålet.", link: "Til det, I skal afgøre",
    none: "Her er ikke noget at blive enige om: Ingen tekster er læst af to, der ligger langt fra hinanden.",
  },
};

// ``at`` is the part of the address that names the reading.
export function ofReading(assignment, reading, ...at) {
  const { back, done, link, ...told } = TOLD[reading], all = address(assignment, ...at);
  return {
    ...told, reading: reading === "first" ? "" : reading, name: `${assignment}/${reading}`,
    back: { href: all, text: `${assignment}: ${back}` }, done: { text: done, href: all, link },
    address: (cell, token) => address(...[assignment, ...at, cell, token].filter(Boolean)),
    question: (cell) => api.question(assignment, cell, reading),
    next: (cell, after) => api.next(assignment, cell, after, reading),
    script: (token) => api.script(token, reading),
    save: (token, body, keepalive) => api.save(token, body, keepalive, reading),
    tag: (token, kind, raised, reason) => api.tag(token, kind, raised, reason, reading),
    undo: (cell) => api.undo(assignment, cell, reading),
  };
}

// The exemplars as the scripts of one question. When all have been read, there is nothing to mark any more, but a comparison to look at.
export const calibration = {
  reading: "calibration", name: "kalibrering", sign: "Kalibrering, blindt", words: STATUS,
  back: { href: address("kalibrering"), text: "Alle tekster" },
  done: {
    text: "Du har læst alle teksterne færdig. Nu kan du se nøglen og kollegernes trin.", href: address("kalibrering", "noegle"), link: "Til sammenligningen",
  },
  address: (cell, token) => address(...["kalibrering", token].filter(Boolean)),
  async question() {
    const { finished, exemplars, open_now, ...rest } = await api.calibration();
    const scripts = exemplars.map(({ id, title, status }) => ({ token: id, pseudonym: title, status, flagged: false, skipped: false, marked_by: null }));
    return finished ? null : { ...rest, cell: "", name: "", title: "Kalibrering", assignment: "", prompt_html: "", guide_html: "", scripts, open_now };
  },
  async next(cell, after) { return { token: (await api.nextExemplar(after)).id }; },
  async script(id) {
    const { number, total, title, html, words, mark } = await api.calibration("exemplars", id);
    return {
      token: id, pseudonym: title, status: mark?.entry.state ?? "unread", number, total, parts: [{ kind: "markdown", html, words, asked: null }],
      problem: null, aids: null, mark, earlier: null, flag: null, skipped: false,
    };
  },
  save: api.saveExemplar,
};
