// One question at the desk: the list, the answer and the form, and what a grader does with them.

import { commandsOf } from "./commands.js";
import { button, byId, el, number, say, warn } from "./dom.js";
import { counted, empty, isEmpty, missing, same, statusOf, unexplained } from "./entry.js";
import { forget, kept } from "./kept.js";
import { List, fold } from "./list.js";
import { Originals } from "./originals.js";
import { Rubric } from "./rubric.js";
import { Script } from "./script.js";
import { showState } from "./state.js";
import { top } from "./top.js";

const LOOK_AGAIN = 30_000; // what the others have done meanwhile
const UNDONE = { mark: "bedømmelsen", flag: "flaget", skip: "det, du sprang over," };

export class Desk {
  commands = commandsOf(this);

  constructor(source, question, start, saver) {
    Object.assign(this, { source, question, start, saver, cell: question.cell });
    this.list = new List((token) => source.address(this.cell, token), () => fold(false), source.words);
    this.script = new Script(question, this.commands, source.words);
    this.rubric = new Rubric(question, (entry) => this.changed(entry), () => this.commands.phrases());
    this.criteria = this.rubric.criteria;
    if (source.reading === "agreed") this.originals = new Originals(this.rubric, (entry) => this.write(entry));
    saver.heard = (state) => showState(this, state);
  }

  get token() { return this.shown?.token ?? null; }

  // Put the question on the page.
  lay(view) {
    const { name, title } = this.question, { back, sign, tag, undo: undoes } = this.source;
    top({ title: `${name} ${title}`.trim(), back, sign, hasList: true, hasState: true });
    const { finish, skip, flag, undo } = this.commands;
    this.flagButton = button("Flag", "f", flag);
    this.skipButton = button("Spring over", "s", skip);
    const bar = el("div", { class: "bar", role: "group", "aria-label": "Når du har læst" },
      button(this.source.finish ?? "Læst færdig, og videre", "Control+Enter", finish, { class: "primary" }),
      tag && this.skipButton, tag && this.flagButton, undoes && button("Fortryd", "u", undo));
    this.rubric.form.append(bar);
    view.replaceChildren(this.list.nav, el("main", { id: "desk-main", class: "grading", tabindex: "-1" }, this.script.article, this.rubric.form));
    this.list.show(this.question.scripts, this.start.grader, null);
    clearInterval(Desk.looking);
    Desk.looking = setInterval(() => document.visibilityState === "visible" && this.lookAgain(), LOOK_AGAIN);
  }

  async lookAgain() {
    try {
      const { scripts } = await this.source.question(this.cell);
      if (!this.rubric.form.isConnected) return;
      this.list.show(scripts, this.start.grader, this.token);
      this.showProgress();
    } catch { /* the saving says it, and tries again */ }
  }

  // Show a script; what was written and not saved comes back with it.
  show(script) {
    const { token, mark, status } = script;
    this.shown = { ...script, bare: ["blank", "unreadable"].includes(status) ? status : "unread" };
    this.script.show(script);
    this.saver.open(token, mark, this.start.grader, this.source.save);
    this.rubric.begin(mark?.entry ?? empty());
    this.rubric.showScore(mark?.score);
    this.originals?.show(script.agreeing);
    this.list.change(token, { status: script.status, flagged: Boolean(script.flag), skipped: script.skipped });
    this.list.at(token);
    this.paintTags();
    this.showProgress();
    document.title = [script.pseudonym, this.question.title, this.source.sign ?? this.question.assignment].filter(Boolean).join(" · ");
    if (mark && mark.rubric_version !== this.question.rubric.version) {
      const versions = `version ${mark.rubric_version} af skalaen; nu gælder version ${this.question.rubric.version}`;
      this.script.notice("attention", el("p", {}, `Trinnene er givet efter ${versions}. Læs dem efter, og gem igen.`));
    }
    if (script.earlier) this.script.showEarlier(script.earlier, this.criteria, (entry) => this.write({ ...counted(entry, this.criteria), state: "draft" }));
    this.restore(token, mark);
    byId("script-title").focus();
  }

  restore(token, mark) {
    const unsaved = kept(token);
    if (!unsaved) return;
    const stands = mark?.entry ?? empty();
    if (same(unsaved.entry, stands)) { forget(token); return; }
    if (unsaved.based === (mark?.revision ?? 0)) {
      this.write(unsaved.entry);
      this.script.showRestored(unsaved, () => this.write(stands));
    } else {
      this.saver.change(unsaved.entry);
      this.rubric.show(unsaved.entry);
      const message = "Der er gemt noget andet, siden du skrev det her. Intet er overskrevet.";
      this.saver.failed({ status: 409, message, body: { theirs: mark } }, unsaved.entry);
    }
  }

  // Put an entry into the form, as if it had been typed.
  write(entry) {
    this.rubric.show(entry);
    this.changed(entry);
  }

  changed(entry) {
    warn();
    this.rubric.state = entry.state;
    this.saver.change(entry);
  }

  // The store has this mark: the list, the head and the score follow.
  stored(mark) {
    if (!this.shown || this.saver.token !== this.token) return;
    const before = this.list.lines.find(({ token }) => token === this.token)?.status;
    const status = mark ? statusOf(mark.entry, this.shown.bare) : this.shown.status;
    this.rubric.showScore(mark?.score);
    this.list.change(this.token, { status, marked_by: mark && !isEmpty(mark.entry) ? mark.grader : null });
    this.script.paint(Object.assign(this.shown, { status }));
    if (before !== status) this.showProgress();
  }

  // There is nothing to read here.
  showNone() {
    const { none, done } = this.source;
    this.script.heading.textContent = "Her er ingen tekster";
    this.script.notice("", el("p", {}, none), el("p", {}, el("a", { href: done.href }, done.link)));
    this.rubric.form.hidden = true;
  }

  // ---- Going on ----

  go(token) {
    if (token) {
      this.list.at(token); // at once, so that a key pressed twice goes two on
      location.hash = this.source.address(this.cell, token);
    }
    return Boolean(token);
  }

  beside(step) {
    if (!this.go(this.list.beside(step))) say(step > 0 ? "Det var den sidste tekst." : "Det var den første tekst.");
  }

  async nextUnread() {
    if (!await this.saver.flush()) return;
    const { token } = await this.source.next(this.cell, this.token);
    if (token && token !== this.token) { this.go(token); return; }
    const { unsettled } = this.list.counts;
    const settle = unsettled ? ` ${unsettled} kan ikke vurderes og skal afklares.` : "", { done } = this.source;
    const text = token ? "Det her er den eneste, der er tilbage." : `${done.text}${settle}`;
    this.script.notice("", el("p", {}, text), token ? null : el("p", {}, el("a", { href: done.href }, done.link)));
    say(text);
  }

  async finish() {
    const entry = this.rubric.read(), { criteria } = this;
    const [lacking] = missing(entry, criteria), [silent] = unexplained(entry, criteria);
    if (lacking || silent) {
      const place = criteria.indexOf(lacking ?? silent);
      const titles = missing(entry, criteria).map(({ title }) => title.da).join(", ");
      warn(lacking ? `Der mangler et trin ved ${titles}.` : `Skriv, hvorfor det ikke kan vurderes: ${silent.title.da}.`);
      if (lacking) this.rubric.reach(place);
      else { this.rubric.activate(place); this.rubric.remark(); }
      return;
    }
    warn();
    this.write({ ...entry, state: "final" });
    await this.nextUnread();
  }

  async undo() {
    if (!await this.saver.flush()) return;
    try {
      const undone = await this.source.undo(this.cell);
      if (!undone) { say("Der er ikke mere at fortryde."); this.script.notice("", el("p", {}, "Der er ikke mere at fortryde i det her spørgsmål.")); return; }
      if (undone.token !== this.token) this.go(undone.token);
      else this.show(await this.source.script(undone.token));
      say(`Fortrudt: ${UNDONE[undone.what]} er som før.`);
    } catch (error) {
      if (error.status !== 409) throw error;
      warn(error.message);
    }
  }

  async tag(kind, raised, reason = "") {
    await this.source.tag(this.token, kind, raised, reason);
    if (kind === "flag") this.shown.flag = raised ? { grader: this.start.grader, reason } : null;
    else this.shown.skipped = raised;
    this.list.change(this.token, { flagged: Boolean(this.shown.flag), skipped: this.shown.skipped });
    this.paintTags();
    this.script.paint(this.shown);
    this.showProgress();
  }

  paintTags() {
    this.flagButton.firstChild.data = this.shown.flag ? "Se flaget" : "Flag";
    this.skipButton.firstChild.data = this.shown.skipped ? "Tag den alligevel" : "Spring over";
  }

  async skip() {
    const skipped = !this.shown.skipped;
    await this.tag("skip", skipped);
    if (skipped) await this.nextUnread();
  }

  showProgress() {
    const { total, done, left, flagged, unsettled } = this.list.counts;
    byId("progress").textContent = [`${number(done)} af ${number(total)} færdige`, `${number(left)} tilbage`, flagged && `${flagged} med flag`,
      unsettled && `${unsettled} kan ikke vurderes`].filter(Boolean).join(" · ");
  }

  async try(act) {
    try { await act(); } catch (error) { warn(error.message, button("Luk", "", () => warn())); }
  }
}
