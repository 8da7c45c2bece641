// What the three buttons do with the notebook in a panel.

import { h } from "./jupyter.js";
import { CLOSE, paragraphs, section, show, whileAtWork } from "./dialogs.js";
import { Refused, ask } from "./server.js";
import { capital, findings, inOrder, receiptLines, whole } from "./report.js";
import { chooseOwn } from "./from_log.js";

const OUR = "ledelsesrum/elev";
const atWork = new WeakSet(); // panels

// Do something with a panel's notebook when nothing else is done with it; what could not be done is told.
async function onNotebook(panel, work) {
  if (atWork.has(panel)) return;
  atWork.add(panel);
  try {
    await work();
  } catch (problem) {
    if (!(problem instanceof Refused)) throw problem;
    await show("Det gik ikke", paragraphs(problem.message), [CLOSE]);
  } finally {
    atWork.delete(panel);
  }
}

// Save the notebook; false when JupyterLab could not, which it has then told itself.
async function save(panel) {
  await ask("api/status"); // when nobody is there, our words are kinder than JupyterLab's
  return panel.context.save().then(() => true, () => false);
}

function goTo(panel, cell) {
  panel.content.activeCellIndex = cell;
  panel.content.mode = "command";
  panel.content.scrollToItem(cell, "center");
  panel.activate();
}

// A list in a dialog whose buttons close it and show a cell.
async function showWithCells(panel, title, content, buttons) {
  const pressed = await show(title, (close) => content((cell) => close({ cell })), buttons);
  if (pressed?.cell !== undefined) goTo(panel, pressed.cell);
  return pressed;
}

const checked = (panel, name) => whileAtWork(`Tjekker ${name} …`, [
  h.p("Notesbogen er gemt. Nu bliver koden og prøverne kørt for sig selv, fra øverst til nederst. Det tager som regel under et halvt minut."),
  h.p("Det, du selv har kørende, bliver ikke rørt, og der bliver ikke skrevet i din notesbog."),
], (signal) => ask(`${OUR}/check`, { path: panel.context.path }, signal));

const REPAIR = { label: "Reparér min notesbog", name: "repair", accept: true };

export const check = (panel, name) => onNotebook(panel, async () => {
  const report = (await save(panel)) && (await checked(panel, name));
  if (!report) return;
  const broken = report.repaired.length > 0;
  const pressed = await showWithCells(panel, `Tjek af ${name}`, (go) => [...whole(report, go), ...toRepair(report)], broken ? [CLOSE, REPAIR] : [CLOSE]);
  if (pressed === REPAIR.name) await repair(panel);
});

const toRepair = ({ repaired }) => repaired.length ? [
  ...section("Det er repareret i tjekkets egen kopi", repaired),
  h.p("Din notesbog er ikke rørt. Den bliver repareret, når du afleverer, eller nu, hvis du vil have det. Alt, hvad du har skrevet, bliver stående, "
    + "og notesbogen, som den er, bliver gemt ved siden af."),
] : [];

async function repair(panel) {
  const { changes, backup } = await ask(`${OUR}/repair`, { path: panel.context.path });
  await reload(panel);
  await show("Notesbogen er repareret", [...section("Det blev gjort", changes), ...toldOf(backup)], [CLOSE]);
}

// The file on the disk is the newer one: show that, and do not save it over again, for its receipt may have been given.
async function reload(panel) {
  await panel.context.revert();
  panel.context.model.dirty = false;
}

const toldOf = (backup) => backup ? [h.p(`Som den var før, ligger notesbogen i ${backup}.`)] : [];

const BACK = { label: "Tilbage til opgaven", name: "back" };
const ANYWAY = { label: "Aflever alligevel", name: "anyway", accept: true };

export const handIn = (panel, name) => onNotebook(panel, async () => {
  if (!(await save(panel)) || !(await agreed(panel, name))) return;
  const receipt = await ask(`${OUR}/hand-in`, { path: panel.context.path });
  if (receipt.changes.length) await reload(panel);
  await show(`${name} er pakket og klar til at aflevere`, handedIn(receipt), [CLOSE]);
});

// Whether to hand in: nothing is left to do, or the student wants to in spite of it.
async function agreed(panel, name) {
  try {
    const report = await checked(panel, name);
    if (!report || report.ready) return Boolean(report);
    const content = (go) => [h.p({ className: "lr-elev-summary" }, report.summary), ...findings(report, go), ...inOrder(report),
      h.p("Du kan godt aflevere, som det er, og du kan aflevere igen senere.")];
    return (await showWithCells(panel, `Vil du aflevere ${name} nu?`, content, [BACK, ANYWAY])) === ANYWAY.name;
  } catch (problem) {
    if (!(problem instanceof Refused)) throw problem;
    const content = [...paragraphs(problem.message), h.p("Du kan godt aflevere uden et tjek.")];
    return (await show(`${name} kunne ikke blive tjekket`, content, [BACK, ANYWAY])) === ANYWAY.name;
  }
}

function handedIn(receipt) {
  const lines = receiptLines(receipt);
  const said = h.span({ className: "lr-elev-said", role: "status" }, "");
  const copy = async ({ target }) => {
    const status = target.parentElement.querySelector(".lr-elev-said");
    const text = lines.map(([term, value]) => `${term}: ${value}`).join("\n");
    status.textContent = await navigator.clipboard.writeText(text).then(() => "Kopieret.", () => "Browseren ville ikke kopiere. Markér linjerne, og tryk Ctrl+C.");
  };
  return [
    h.p({ className: "lr-elev-summary" }, "Filen ligger på din egen maskine og er ikke sendt nogen steder hen. Læg den op dér, hvor din underviser har bedt om at få den."),
    h.dl({ className: "lr-elev-receipt" }, lines.flatMap(([term, value]) => [h.dt(term), h.dd(value)])),
    h.p(h.button({ className: "lr-elev-button", type: "button", onclick: copy }, "Kopiér kvitteringen"), " ", said),
    ...section("Det blev repareret, før den blev pakket", receipt.changes), ...toldOf(receipt.backup),
    ...section("Ikke besvaret", receipt.unanswered.map(capital)),
    h.p("Retter du noget bagefter, så aflever igen: Det er den fil, du lægger op til sidst, der tæller."),
  ];
}

export const fromLog = (panel) => onNotebook(panel, async () => {
  const cell = panel.content.activeCell;
  const chosen = await chooseOwn(await ask(`${OUR}/own`));
  if (!chosen || cell.isDisposed) return;
  const { sharedModel } = cell.model;
  sharedModel.setSource(`${sharedModel.getSource().trimEnd()}\n\n${chosen.text}`.trimStart()); // as from_log.insert does
  panel.content.activeCellIndex = panel.content.widgets.indexOf(cell);
  panel.content.mode = "edit"; // so that it is seen as it stands, and can be worked on
});
