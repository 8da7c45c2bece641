// Begins the page, and follows its address, which is what a reload comes back to (places.js has all there are).

import * as api from "./api.js";
import { Desk } from "./desk.js";
import { address, button, byId, say, warn } from "./dom.js";
import { belongsTo } from "./kept.js";
import { listen, showKeys } from "./keys.js";
import { fold } from "./list.js";
import { placeOf } from "./places.js";
import { Saver } from "./saving.js";

const saver = new Saver(() => {});
let start = null, desk = null, turn = 0, here = "";

listen(() => ({ keys: showKeys, overview: () => document.querySelector(".where a")?.click(), ...(desk?.commands ?? {}) }));
document.querySelector(".lr-skip").addEventListener("click", (event) => { // the address is where one is, and no place on the page
  event.preventDefault();
  byId("desk-main").focus();
});
addEventListener("hashchange", follow);
follow();

async function follow() {
  if (location.hash === here && desk) return;
  if (!await saver.flush()) { // what is not saved is not left
    if (saver.conflicted || saver.waiting) {
      history.replaceState(null, "", here);
      desk?.list.at(desk.token);
      say("Bliv her lidt: Det, du har skrevet, er ikke gemt endnu.");
      return;
    }
  }
  const mine = ++turn, current = () => mine === turn;
  try {
    warn();
    await show(current);
  } catch (error) {
    if (!current()) return;
    if (error.status === undefined) throw error;
    warn(error.status === 403 ? "Du er ikke logget ind. Åbn adressen fra programmets vindue." : error.message, button("Prøv igen", "", follow));
    if (here) history.replaceState(null, "", here);
    desk?.list.at(desk.token);
  }
}

async function show(current) {
  const parts = location.hash.slice(2).split("/").filter(Boolean).map(decodeURIComponent);
  start ??= await api.start();
  if (!parts.length) {
    const place = await resumed();
    return current() && location.hash.length < 3 ? move(place) : undefined; // somebody may have gone on meanwhile
  }
  const { page, assignment, source, cell, token } = placeOf(parts);
  if (page) {
    const before = here;
    await page(byId("desk-view"), { assignment, start, current });
    if (!current()) return undefined;
    if (desk) leave();
    if (before) byId("desk-main").focus({ preventScroll: true });
  } else if (!await showQuestion(source, cell, token, current)) return undefined;
  if (current()) here = location.hash;
  return undefined;
}

// Where the grader was, in whatever question; where nothing was open, the overview.
async function resumed() {
  if (!start.assignment) return address("kalibrering");
  const { resume } = await api.overview(start.assignment);
  return resume ? address(start.assignment, resume) : address(start.assignment);
}

async function showQuestion(source, cell, token, current) {
  if (desk?.source.name !== source.name || desk?.cell !== cell) {
    const question = await source.question(cell);
    if (!current()) return false;
    if (!question) {
      await move(source.done.href);
      return false;
    }
    leave();
    belongsTo(start.grader, source.reading);
    desk = new Desk(source, question, start, saver);
    desk.lay(byId("desk-view"));
  }
  if (!token) {
    const wanted = desk.token ?? desk.question.open_now ?? desk.question.scripts[0]?.token;
    if (!wanted) desk.showNone();
    else await move(source.address(cell, wanted));
    return !wanted;
  }
  const script = await source.script(token).catch((error) => error);
  if (!current()) return false;
  if (script.status === 404) { // a newer attempt has come in its place
    leave();
    await move(source.address(cell));
    warn(script.message);
    return false;
  }
  if (script instanceof Error) throw script;
  await saver.flush(); // what was typed while it was fetched
  fold(false);
  desk.show(script);
  return true;
}

function leave() {
  desk = null;
  clearInterval(Desk.looking);
  saver.heard = () => {};
  saver.token = null;
}

function move(hash) {
  history.replaceState(null, "", hash);
  return follow();
}
