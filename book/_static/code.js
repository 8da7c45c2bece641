// The code panels of an exercise page: one editor per task, whose content lives in the reader's own notebook.

import { OwnNotebook } from "./notebook.js";

const STILL_MS = 1200, HEARD_MS = 8000;
const PANEL = '<summary>Løs opgaven med kode</summary><label class="lr-visually-hidden">Din kode</label>'
  + '<textarea class="lr-editor" spellcheck="false" autocapitalize="off" autocomplete="off" readonly></textarea>'
  + '<div class="lr-under"><span>Ctrl + Enter kører koden.</span><span class="lr-saved"></span><span class="lr-visually-hidden lr-herald" role="status"></span></div>'
  + '<div class="lr-actions"><button type="button" class="lr-button">Kør og tjek</button><button type="button" class="lr-link lr-reset" hidden></button>'
  + '<a class="lr-lab" target="_blank" rel="noopener">Åbn i JupyterLab</a></div><div class="lr-results"></div>';
const clock = (time) => time.toLocaleTimeString("da-DK", { hour: "2-digit", minute: "2-digit" }).replace(":", ".");

// A task's cell has the name of the check that follows it (copies.py).
function taskId(cells, cell) {
  const check = cells[cells.indexOf(cell) + 1];
  return `task-${check?.source.match(/\bcheck\(\s*"?(\w+)/)?.[1]}`;
}

class Panel {
  constructor(own, page, cell) {
    Object.assign(this, { own, page, cell, id: taskId(page.cells, cell), printed: cell.source.trimEnd(), undo: null });
    this.el = document.createElement("details");
    this.el.className = "lr-code lr-live";
    this.el.innerHTML = PANEL;
    const part = (selector) => this.el.querySelector(selector);
    [this.editor, this.saved, this.told, this.reset, this.button] = [".lr-editor", ".lr-saved", ".lr-herald", ".lr-reset", ".lr-button"].map(part);
    this.editor.id = part("label").htmlFor = `${cell.id}-code`;
    part("a").href = `${page.base}lab/tree/${page.slug}.ipynb`;
    this.fill(this.printed);
    this.results = part(".lr-results");
    this.place(this.results);
    this.listen(part("a"));
  }

  place(results) {
    const { cells } = this.page;
    this.checks = [];
    for (const next of cells.slice(cells.indexOf(this.cell) + 1)) {
      if (!next.tags.includes("check")) break;
      this.checks.push(next);
    }
    this.cell.el.querySelector("details.hide, .cell_input")?.replaceWith(this.el);
    this.cell.el.querySelector(".cell_output")?.remove();
    [this.cell, ...this.checks].forEach((part) => { part.place = results; });
  }

  listen(link) {
    this.editor.addEventListener("input", () => this.write(null));
    this.editor.addEventListener("focus", () => this.own.refresh(true));
    this.editor.addEventListener("blur", () => { this.own.flush(); this.show(); });
    this.editor.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) { event.preventDefault(); this.run(); }
    });
    this.button.addEventListener("click", () => this.run());
    this.reset.addEventListener("click", () => this.resetOrUndo());
    link.addEventListener("pointerdown", () => this.own.flush());
  }

  get course() { return this.own.cells.get(this.id)?.course ?? this.printed; }

  fill(source) {
    const { selectionStart, selectionEnd } = this.editor;
    this.editor.value = source;
    this.editor.rows = Math.max(4, source.split("\n").length + 1);
    if (document.activeElement === this.editor) this.editor.setSelectionRange(selectionStart, selectionEnd);
  }

  write(undo) {
    this.undo = undo;
    this.own.write(this.id, this.editor.value);
  }

  resetOrUndo() {
    const before = this.editor.value;
    this.fill(this.undo ?? this.course);
    this.write(this.undo === null ? before : null);
    this.own.flush();
  }

  async run() {
    this.button.setAttribute("aria-disabled", "true"); // never disabled: it keeps its focus
    await this.page.compute(async () => {
      await this.page.run(this.cell, this.editor.value);
      for (const check of this.checks) await this.page.run(check);
    });
    this.button.setAttribute("aria-disabled", "false");
    this.tell([...this.results.querySelectorAll(".lr-verdict")].map((verdict) => verdict.innerText).join(" "));
  }

  // Said to those who do not see the page change; gone again when it has been heard, for it stands there already.
  tell(text) {
    this.told.textContent = text;
    clearTimeout(this.hearing);
    this.hearing = setTimeout(() => { this.told.textContent = ""; }, HEARD_MS);
  }

  // Show what the file holds, but never under the reader's hands.
  show(arriving = false) {
    const entry = this.own.entry(this.id);
    const source = entry?.source ?? this.own.cells.get(this.id)?.source;
    const inUse = document.hasFocus() && document.activeElement === this.editor && !this.editor.readOnly;
    if (source !== undefined && source !== this.editor.value && (arriving || !inUse)) {
      this.fill(source);
      this.undo = null;
    }
    const edited = this.editor.value !== this.course;
    this.reset.hidden = !edited && this.undo === null;
    this.reset.textContent = this.undo === null ? "Nulstil" : "Fortryd";
    const text = this.state(entry, edited);
    if (this.saved.textContent !== text) this.saved.textContent = text;
    if (entry) this.written = true;
    clearTimeout(this.still); // said when the hands are still, and not at every stroke
    if (this.written && text !== this.known) this.still = setTimeout(() => { this.known = text; this.tell(text); }, STILL_MS);
    this.saved.classList.toggle("lr-attention", Boolean(this.own.problem && (entry || this.own.problem.kind === "file")));
  }

  state(entry, edited) {
    const { problem } = this.own;
    if (entry) return problem ? "ikke gemt endnu" : "gemmer …"; // the state line says why
    if (problem?.kind === "file") return `Ændringer kan ikke gemmes: ${problem.message}`;
    const time = this.own.savedAt.get(this.id);
    if (this.own.beside.has(this.id)) return `gemt kl. ${clock(time)}. En anden udgave lå i notesbogen; den står nu lige under din.`;
    if (this.undo !== null && time) return `Kursets kode er tilbage, gemt kl. ${clock(time)}`;
    if (time) return `gemt kl. ${clock(time)}`;
    return edited ? "din kode fra sidst" : "";
  }
}

// Said once per notebook that could not be read, until the reader has seen it.
function noticeOf(own) {
  const notice = document.createElement("p");
  notice.className = "lr-notice lr-live";
  notice.setAttribute("role", "status");
  const text = document.createElement("span");
  const button = Object.assign(document.createElement("button"), { type: "button", className: "lr-link", textContent: "Forstået" });
  button.addEventListener("click", () => own.acknowledge());
  notice.append(text, " ", button);
  notice.hidden = true;
  document.querySelector(".lr-state").after(notice);
  return () => {
    notice.hidden = !own.putAside;
    text.textContent = own.putAside ? `Notesbogen med din kode til denne side kunne ikke læses. Den er ikke slettet: Den ligger som ${own.putAside} i mappen med dine`
      + " notesbøger. Her er kursets kode i stedet." : "";
  };
}

// Put an editor in place of each task's printed code. ``page``: {base, slug, cells, run(cell, source), compute(work), told({code, codeProblem})}.
export function addEditors(page) {
  const tasks = page.cells.filter((cell) => cell.tags.includes("task"));
  if (!tasks.length) return null;
  const own = new OwnNotebook(page.base, page.slug);
  const panels = tasks.map((cell) => new Panel(own, page, cell));
  const notice = noticeOf(own);
  own.addEventListener("change", ({ arriving }) => {
    panels.forEach((panel) => panel.show(arriving));
    notice();
    const ids = own.entries().map(([id]) => id);
    page.told({ code: ids.length, codeProblem: own.problem });
  });
  document.addEventListener("visibilitychange", () => (document.visibilityState === "hidden" ? own.flush() : own.refresh(true)));
  addEventListener("focus", () => own.refresh(true));
  addEventListener("online", () => own.flush());
  addEventListener("pagehide", () => own.flush());
  return {
    open: () => own.refresh(true).finally(() => panels.forEach(({ editor }) => { editor.readOnly = false; })),
    flush: () => own.flush(),
  };
}
