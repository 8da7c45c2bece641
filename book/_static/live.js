// Makes an exercise page live: connects to the reader's own Jupyter server, runs the page's cells and keeps the
// state line true. Opened as a plain file, or from a server that is not the kit's own, the page stays as it was printed.
// A classic script, for browsers do not load modules from plain files.
"use strict";

const BASE = location.pathname.split("bog/")[0];
const RUN_ON_OPENING = ["setup", "figure", "reflection", "answer"];
const RUN_AGAIN = ["setup", "figure", "answer"]; // a reflection saves without a kernel, and may be in use

const cells = [...document.querySelectorAll("div.cell")].map((el, i) => ({
  id: `cell-${i}`, el,
  tags: [...el.classList].filter((name) => name.startsWith("tag_")).map((name) => name.slice(4)),
  source: el.querySelector(".cell_input pre")?.textContent ?? "",
}));
const tagged = (...names) => cells.filter((cell) => cell.tags.some((tag) => names.includes(tag)));

// ---- The state line ----------------------------------------------------------------------------------------------

const line = document.querySelector(".lr-state"); // printed with what is true of a page that is not live
const [lineText, lineButton] = line.children;
const known = { kernel: "starting", server: true, unsent: 0, problem: null, code: 0, codeProblem: null, port: null };

// What is still to be saved, e.g. "2 svar og koden til 1 opgave"; empty when all is saved.
function waitingFor() {
  const code = known.code && `koden til ${known.code} ${known.code === 1 ? "opgave" : "opgaver"}`;
  return [known.unsent && `${known.unsent} svar`, code].filter(Boolean).join(" og ");
}
const broken = () => !known.server || Boolean(known.problem) || known.codeProblem?.kind === "connection";
const closed = () => [known.problem, known.codeProblem].some((problem) => problem?.kind === "access");

function describe() {
  const waiting = `${waitingFor() || "0 svar"} er endnu ikke gemt`;
  const Waiting = waiting[0].toUpperCase() + waiting.slice(1); // where it begins a sentence
  if (closed()) {
    return ["fejl", `Siden har ikke adgang: ${waiting}. Åbn adressen fra programmets vindue; så fortsætter siden her.`, ["Prøv igen", retry]];
  }
  if (known.port) {
    return ["fejl", `Ledelsesrum kører nu på en anden adresse.${waitingFor() ? ` ${Waiting}; det følger med.` : ""}`,
      ["Fortsæt der", () => handover.moveTo(known.port)]];
  }
  if (known.problem?.kind === "log") return ["fejl", `${Waiting}. ${known.problem.message}`, ["Prøv igen", retry]];
  if (broken()) {
    const answers = waitingFor() ? `${waiting}. Det bliver sendt, så snart` : "alt, du har skrevet, er gemt. Siden fortsætter, så snart";
    return ["fejl", `Forbindelsen er væk: ${answers} Ledelsesrum kører igen.`, ["Prøv igen", retry]];
  }
  if (known.codeProblem && known.code) return ["fejl", `${Waiting}. ${known.codeProblem.message}`, ["Prøv igen", retry]];
  if (known.kernel === "dead") return ["fejl", "Beregningerne er gået i stå. Dine svar bliver stadig gemt.", ["Prøv igen", retry]];
  if (known.kernel === "starting") return ["starter", "Starter. Du kan læse imens."];
  if (known.kernel === "busy") return ["klar", "Regner …", ["Afbryd", () => session.kernel.interrupt()]];
  return ["klar", "Klar. Dine svar bliver på denne maskine."];
}

function paint(change) {
  Object.assign(known, change);
  const [state, text, button] = describe();
  line.dataset.state = state;
  if (lineText.textContent !== text) lineText.textContent = text; // said once, not at every stroke
  if (!button && document.activeElement === lineButton) document.querySelector("main").focus({ preventScroll: true }); // it was pressed, and helped
  lineButton.hidden = !button;
  if (button) [lineButton.textContent, lineButton.onclick] = button;
}

document.addEventListener("ledelsesrum:journal", ({ detail }) => paint(detail));

// ---- The server and the kernel -----------------------------------------------------------------------------------

let notebook, session, handover, editors, reviving = null;

// Another program on the port may take the call and never answer.
const ask = () => fetch(`${BASE}ledelsesrum/api/answers?since=${Number.MAX_SAFE_INTEGER}`, { signal: AbortSignal.timeout(3000) });

function loadScript(src) {
  return new Promise((resolve, reject) => {
    const script = Object.assign(document.createElement("script"), { src, onload: resolve, onerror: reject });
    document.head.append(script);
  });
}

// anywidget comes as an AMD module. Thebe would fetch a loader for it from a CDN; these lines are all it needs.
async function loadAnywidget(base) {
  let module;
  window.define = (dependencies, factory) => { module = factory(base); };
  await loadScript(`${BASE}ledelsesrum/vendor/anywidget/index.js`);
  delete window.define;
  return module;
}

// Widgets are loaded from what is on the page already, never from a CDN.
function loadWidgetsLocally(manager) {
  const builtIn = Object.getPrototypeOf(Object.getPrototypeOf(manager)).loadClass.bind(manager);
  let anywidget = null;
  manager.loadClass = async (name, module, version) => {
    if (module !== "anywidget") return builtIn(name, module, version);
    anywidget ??= Promise.all(["DOMWidgetModel", "DOMWidgetView"].map((base) => builtIn(base, "@jupyter-widgets/base", "*")))
      .then(([DOMWidgetModel, DOMWidgetView]) => loadAnywidget({ DOMWidgetModel, DOMWidgetView }));
    return (await anywidget)[name];
  };
}

// A kernel for this tab: the same after a reload, another one for a second tab with the same page.
const page = location.pathname.split("/").pop().replace(".html", "");
function kernelName() {
  const claim = (id) => new Promise((resolve) => {
    navigator.locks.request(`ledelsesrum-${id}`, { ifAvailable: true }, (lock) => {
      resolve(Boolean(lock));
      return lock && new Promise(() => {}); // held as long as the tab is open
    });
  });
  const fresh = () => {
    const id = `${page}-${crypto.randomUUID().slice(0, 8)}`;
    sessionStorage.setItem(`ledelsesrum-kernel-${page}`, id);
    return claim(id).then(() => id);
  };
  const kept = sessionStorage.getItem(`ledelsesrum-kernel-${page}`);
  return kept ? claim(kept).then((free) => (free ? kept : fresh())) : fresh();
}
const kernelId = kernelName();

async function startSession() {
  const url = `${location.origin}${BASE}`;
  const { api } = window.thebeCore;
  const config = api.makeConfiguration({
    serverSettings: { baseUrl: url, wsUrl: url.replace(/^http/, "ws"), token: "", appendToken: false },
    kernelOptions: { kernelName: "python3", path: `${await kernelId}.ipynb` },
    savedSessionOptions: { enabled: false },
  });
  const rendermime = api.makeRenderMimeRegistry(config.mathjax);
  rendermime.latexTypesetter = null; // it would fetch MathJax from a CDN
  notebook = api.setupNotebookFromBlocks(cells.map(({ id, source }) => ({ id, source })), config, rendermime);
  const server = api.connectToJupyter(config);
  await server.ready;
  session = await server.startNewSession(rendermime);
  loadWidgetsLocally(session.manager);
  notebook.attachSession(session);
  const mine = session;
  session.kernel.statusChanged.connect((_, status) => mine === session && onKernel(status));
  session.kernel.connectionStatusChanged.connect((_, status) => mine === session && status !== "connected" && lost());
}

function onKernel(status) {
  if (status === "autorestarting" || status === "restarting") paint({ kernel: "starting" });
  if (status === "dead") paint({ kernel: "dead" });
  if (status === "autorestarting") revive();
  if (known.kernel === "busy" && status === "idle") paint({ kernel: "ready" });
}

// ---- Running the page's cells ------------------------------------------------------------------------------------

// A cell's output takes the place of the printed one, when there is something to put there.
function outputOf(cell) {
  if (cell.output) return cell.output;
  const printed = cell.el.querySelector(".cell_output");
  cell.output = document.createElement("div");
  cell.output.className = "cell_output lr-live";
  (cell.place ?? cell.el).append(cell.output);
  cell.shown = () => { if (printed) printed.hidden = true; };
  return cell.output;
}

async function run(cell, source = cell.source) {
  const live = notebook.getCellById(cell.id);
  if (cell.attached !== live) {
    outputOf(cell).replaceChildren();
    live.attachToDOM(cell.output);
    cell.attached = live;
  }
  const result = await live.execute(source);
  if (!result) throw new Error("the kernel went away");
  cell.shown();
  cell.el.dataset.ran = "true";
  // A reader's exception is told in words (mistakes.py), and Thebe then knows of no error.
  const stopped = Boolean(result.error) || JSON.stringify(live.area.model.toJSON()).includes("lr-stopped");
  cell.el.toggleAttribute("data-failed", stopped);
  return !stopped;
}

// Where the page's tables cannot be read there are no figures; what the reader writes needs none of them.
async function runAll(names) {
  let sound = true;
  for (const cell of tagged(...names)) {
    if (sound || !cell.tags.includes("figure")) sound = ((await run(cell)) || !cell.tags.includes("setup")) && sound;
  }
}

async function begin(names) {
  paint({ kernel: "starting" });
  await startSession();
  // A reload meets the kernel it left: the widgets of the former page are nobody's.
  await session.kernel.requestExecute({ code: "import ipywidgets; ipywidgets.Widget.close_all()", silent: true }).done;
  await runAll(names);
  paint({ kernel: "ready", server: true });
  document.documentElement.dataset.live = "ready";
}

// ---- When something goes away ------------------------------------------------------------------------------------

function lost() {
  paint({ server: false });
  revive();
}

// Wait for the server, then start the figures again. Answers find their own way (journal.js).
function revive() {
  reviving ??= (async () => {
    document.documentElement.dataset.live = "lost";
    while (!(await ask().then((response) => response.ok, () => false))) {
      paint({ port: (await handover?.newPort()) ?? null });
      await new Promise((resolve) => setTimeout(resolve, 1500));
    }
    paint({ server: true, kernel: "starting", port: null });
    globalThis.ledelsesrumJournal?.flush();
    editors?.open();
    await begin(tagged("reflection").every((cell) => cell.el.dataset.ran) ? RUN_AGAIN : RUN_ON_OPENING);
  })().catch(() => paint({ kernel: "dead" })).finally(() => { reviving = null; });
  return reviving;
}

function retry() {
  globalThis.ledelsesrumJournal?.flush();
  editors?.flush();
  if (!known.server || known.kernel === "dead") revive();
}

// ---- Code, for those who want it (code.js) -----------------------------------------------------------------------

async function compute(work) {
  if (known.kernel !== "ready") return;
  paint({ kernel: "busy" });
  try { await work(); } catch { revive(); }
  if (known.kernel === "busy") paint({ kernel: "ready" });
}

// ---- Opening the page --------------------------------------------------------------------------------------------

async function openPage() {
  const answer = location.protocol === "file:" ? null : await ask().catch(() => null);
  if (!answer || answer.status === 404) return;
  if (answer.status === 403) {
    paint({ problem: { kind: "access" } });
    lineText.textContent = "Åbn først adressen, som programmet skrev, da det startede. Så bliver siden levende.";
    return;
  }
  document.documentElement.dataset.ledelsesrumBase = BASE;
  paint({});
  addEventListener("beforeunload", (event) => {
    if (waitingFor() && (broken() || known.codeProblem) && !known.port) event.preventDefault();
  });
  try {
    const thebe = loadScript(`${BASE}ledelsesrum/vendor/thebe/index.js`); // by far the largest file: fetched while the rest is made ready
    const [moving, code] = await Promise.all([import("./handover.js"), import("./code.js")]);
    handover = moving;
    editors = code.addEditors({ base: BASE, slug: page, cells, run, compute, told: paint });
    await handover.prepare(BASE);
    await handover.receive();
    editors?.open(); // beside the kernel's start
    await thebe;
    await begin(RUN_ON_OPENING);
  } catch (error) {
    console.error(error);
    lost();
  }
}

openPage();
