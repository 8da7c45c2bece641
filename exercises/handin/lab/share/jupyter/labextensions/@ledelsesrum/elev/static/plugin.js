// Three buttons over the notebook of an assignment; over any other notebook, none.

import { CommandToolbarButton, ICommandPalette, INotebookTracker, IToolbarWidgetRegistry } from "./jupyter.js";
import { check, fromLog, handIn } from "./actions.js";

const ID = "@ledelsesrum/elev:plugin"; // the name of its schema, which gives the buttons their places

// The assignment's name; undefined for any other notebook, whatever its metadata are.
function assignmentOf(panel) {
  const name = panel?.model?.getMetadata("ledelsesrum")?.assignment;
  return typeof name === "string" && /^[\p{L}\d_.-]{1,64}$/u.test(name) ? name : undefined;
}

// Whether the cell is a reflection: text that a person will read.
function isReflection(cell) {
  const { grade, solution } = cell?.model?.getMetadata("nbgrader") ?? {};
  return cell?.model?.type === "markdown" && grade === true && solution === true;
}

const BUTTONS = [
  { name: "check", label: "Tjek min opgave", caption: "Se, hvad der mangler, før du afleverer", run: check, shown: () => true },
  { name: "hand-in", label: "Aflever", caption: "Pak opgaven til en fil, du kan aflevere", run: handIn, shown: () => true },
  {
    name: "from-log", label: "Hent fra min log", caption: "Sæt en af dine egne refleksioner ind i dette svar", run: fromLog,
    shown: (panel) => isReflection(panel.content.activeCell),
  },
];

function activate({ commands }, tracker, toolbars, palette) {
  const panelOf = ({ panel }) => (panel ? tracker.find(({ id }) => id === panel) : tracker.currentWidget);
  for (const { name, label, caption, run, shown } of BUTTONS) {
    const id = `ledelsesrum:${name}`;
    const isThere = (args) => Boolean(assignmentOf(panelOf(args))) && shown(panelOf(args));
    commands.addCommand(id, {
      label, caption, isVisible: isThere, isEnabled: isThere,
      execute: (args) => run(panelOf(args), assignmentOf(panelOf(args))),
    });
    // A button is of its own notebook, also where several are in view.
    toolbars.addFactory("Notebook", `ledelsesrum-${name}`, (panel) => new CommandToolbarButton({ commands, id, args: { panel: panel.id } }));
    palette?.addItem({ command: id, category: "Ledelsesrum" });
  }
  const look = () => BUTTONS.forEach(({ name }) => commands.notifyCommandChanged(`ledelsesrum:${name}`));
  tracker.widgetAdded.connect((_, panel) => {
    panel.context.ready.then(look);
    panel.content.activeCellChanged.connect(look);
    panel.model?.metadataChanged.connect(look);
  });
  tracker.currentChanged.connect(look);
}

export default { id: ID, autoStart: true, requires: [INotebookTracker, IToolbarWidgetRegistry], optional: [ICommandPalette], activate };
