// Saves what is written, a moment after it was. »Gemt« is said of what the store has answered for, and of nothing else.

import { clock } from "./dom.js";
import { empty, same } from "./entry.js";
import { forget, keep } from "./kept.js";
import * as time from "./time.js";

const PAUSE = 700, RETRY = [1000, 2000, 4000];
const CLOSED = "Du er logget ud. Åbn adressen fra programmets vindue i en ny fane; så fortsætter siden her.";

export class Saver {
  // ``heard`` is told of every change: { kind, text, theirs }. Kinds: none, saved, saving, away, refused, conflict.
  constructor(heard) {
    this.heard = heard;
    this.token = null;
    addEventListener("pagehide", () => this.leave());
    addEventListener("online", () => this.retry());
    document.addEventListener("visibilitychange", () => (document.visibilityState === "hidden" ? this.leave() : this.retry()));
  }

  get waiting() { return this.token !== null && !same(this.entry, this.stored); }
  get conflicted() { return this.state?.kind === "conflict"; }

  // ``put`` sends a mark to where it is kept.
  open(token, mark, grader, put) {
    clearTimeout(this.timer);
    Object.assign(this, { grader, put });
    [this.token, this.fails] = [token, 0];
    this.accept(mark);
    time.restart();
  }

  // The store has this mark, and the page shows it.
  accept(mark) {
    this.mark = mark;
    [this.stored, this.entry] = [mark?.entry ?? empty(), mark?.entry ?? empty()];
    this.based = mark?.revision ?? 0;
    this.tell(this.settled());
  }

  settled() {
    if (!this.mark) return { kind: "none", text: "" };
    const by = this.mark.grader === this.grader ? "" : `af ${this.mark.grader} `;
    return { kind: "saved", text: `gemt ${by}${clock(this.mark.time)}` };
  }

  change(entry) {
    this.entry = entry;
    if (this.conflicted) { keep(this.token, entry, this.based); return; }
    clearTimeout(this.timer);
    if (!this.waiting && !this.draining) {
      forget(this.token);
      this.tell(this.settled());
      return;
    }
    keep(this.token, entry, this.based);
    if (!this.fails) this.tell({ kind: "saving", text: "gemmer …" });
    this.timer = setTimeout(() => this.flush(), PAUSE);
  }

  // Send until the store has all of it; false where it has not.
  flush(keepalive = false) {
    clearTimeout(this.timer);
    this.draining ??= this.drain(keepalive).finally(() => { this.draining = null; }); // one save at a time, each based on the one before
    return this.draining;
  }

  async drain(keepalive) {
    while (this.waiting && !this.conflicted) if (!await this.send(keepalive)) return false;
    return !this.waiting;
  }

  async send(keepalive) {
    const { token, entry, based } = this, seconds = time.seconds();
    if (!this.fails) this.tell({ kind: "saving", text: "gemmer …" });
    try {
      const { mark } = await this.put(token, { entry, based_on: based, seconds }, keepalive);
      this.took(token, entry, mark, seconds);
      return true;
    } catch (error) {
      if (token === this.token) this.failed(error, entry);
      return false;
    }
  }

  took(token, entry, mark, seconds) {
    if (token !== this.token) { forget(token); return; }
    Object.assign(this, { mark, based: mark.revision, stored: entry, fails: 0 });
    time.paid(seconds);
    if (this.waiting) keep(token, this.entry, this.based); // typed meanwhile; it is sent next
    else {
      forget(token);
      this.tell(this.settled());
    }
  }

  failed(error, entry) {
    const theirs = error.status === 409 ? error.body.theirs : undefined;
    if (theirs && same(theirs.entry, entry)) { // it was this very save whose answer was lost, or somebody thinks the same
      Object.assign(this, { mark: theirs, based: theirs.revision, stored: entry, fails: 0 });
      this.tell(this.settled());
    } else if (error.status === 409) this.tell({ kind: "conflict", text: "ikke gemt: en anden har gemt imens", theirs, message: error.message });
    else if (error.status === 403) this.later(`ikke gemt: ${CLOSED}`);
    else if (error.status >= 400 && error.status < 500) this.tell({ kind: "refused", text: `ikke gemt: ${error.message}` });
    else this.later(error.status ? `ikke gemt: prøver igen. ${error.message}` : "ikke gemt: prøver igen");
  }

  later(text) {
    this.tell({ kind: "away", text });
    this.timer = setTimeout(() => this.flush(), RETRY[Math.min(this.fails, RETRY.length - 1)]);
    this.fails += 1;
  }

  retry() {
    if (this.state?.kind === "away") this.flush();
  }

  // The page may be gone in a moment: the browser sends on, and what it cannot send is kept.
  leave() {
    if (this.waiting && !this.conflicted) this.flush(true);
  }

  // After a conflict: what stands is ``theirs``; go on from it with the grader's own.
  overwrite(theirs) {
    Object.assign(this, { mark: theirs, based: theirs?.revision ?? 0, stored: theirs?.entry ?? empty(), state: null });
    return this.flush();
  }

  tell(state) {
    this.state = state;
    this.heard(state);
  }
}
