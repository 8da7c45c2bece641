// The reader's answers on their way to the log. What is not acknowledged by the log is kept in the browser
// (localStorage, else memory) and sent again; an entry's key makes sending it twice harmless.

const OUTBOX = "ledelsesrum-outbox:";
const TAB = crypto.randomUUID();
const PATIENCE_MS = 15000; // longer than the log waits for another program
const RETRY_MS = [1000, 2000, 4000, 8000];

class Journal {
  constructor(transport) {
    this.transport = transport;
    this.memory = new Map(); // used when the browser closes its storage to us
    this.listeners = new Set();
    this.failures = 0;
    this.problem = null; // {kind: "connection" | "log", message}
    this.revision = 0;
    this.channel = new BroadcastChannel("ledelsesrum-answers");
    this.channel.onmessage = (event) => this.tell(event.data);
    addEventListener("online", () => this.flush());
    addEventListener("pagehide", () => this.flush());
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "hidden") this.flush();
      else this.refresh();
    });
    if (this.entries().length) this.flush();
  }

  static slot(exercise, item, occasion) { return JSON.stringify([exercise, item, occasion]); }

  // Every unsent entry, of this page and of pages that were closed or killed before they could send.
  entries() {
    const found = [...this.memory];
    try {
      for (let i = 0; i < localStorage.length; i++) {
        const name = localStorage.key(i);
        if (name.startsWith(OUTBOX)) found.push([name, JSON.parse(localStorage.getItem(name))]);
      }
    } catch { /* storage closed: memory is all there is */ }
    return found.sort((a, b) => a[1].typed_at.localeCompare(b[1].typed_at));
  }

  unsent(exercise, item, occasion) {
    const slot = Journal.slot(exercise, item, occasion);
    return this.entries().map(([, entry]) => entry)
      .filter((entry) => Journal.slot(entry.exercise, entry.item, entry.occasion) === slot).pop();
  }

  write(exercise, item, occasion, value) {
    const entry = { key: `${TAB}-${Date.now()}-${++lastId}`, exercise, item, occasion, value, typed_at: new Date().toISOString() };
    const name = `${OUTBOX}${TAB}:${Journal.slot(exercise, item, occasion)}`;
    try { localStorage.setItem(name, JSON.stringify(entry)); } catch { this.memory.set(name, entry); }
    this.announce();
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.flush(), 400);
  }

  forget(name, entry) {
    if (this.memory.get(name)?.key === entry.key) this.memory.delete(name);
    try {
      const kept = localStorage.getItem(name);
      if (kept && JSON.parse(kept).key === entry.key) localStorage.removeItem(name);
    } catch { /* was in memory */ }
  }

  async flush() {
    clearTimeout(this.timer);
    if (this.sending) { this.again = true; return; }
    this.sending = true;
    try {
      for (const [name, entry] of this.entries()) {
        const answer = await this.transport.save(entry);
        this.forget(name, entry);
        this.tell(answer);
        this.channel.postMessage(answer);
      }
      this.failures = 0;
      this.problem = null;
    } catch (error) {
      this.problem = { kind: error.kind ?? "connection", message: error.message };
      this.timer = setTimeout(() => this.flush(), RETRY_MS[Math.min(this.failures++, RETRY_MS.length - 1)]);
    }
    this.sending = false;
    this.announce();
    if (this.again) { this.again = false; this.flush(); }
  }

  // What another page, JupyterLab or a notebook has saved meanwhile.
  async refresh() {
    if (!this.transport.since) return;
    try {
      for (const answer of await this.transport.since(this.revision)) this.tell(answer);
      if (this.problem) this.flush();
    } catch { /* the next flush says what is wrong */ }
  }

  tell(answer) {
    if (answer.late) { // kept in the history; a newer answer stands, and may not be known here yet
      this.refresh();
      return;
    }
    this.revision = Math.max(this.revision, answer.revision);
    this.listeners.forEach((listener) => listener(answer));
  }

  announce() {
    document.dispatchEvent(new CustomEvent("ledelsesrum:journal", {
      detail: { unsent: this.entries().length, problem: this.problem },
    }));
  }
}

function refusal(kind, message) { return Object.assign(new Error(message), { kind }); }

// Straight to the Jupyter server: never waits for a kernel.
function serverTransport(url) {
  const headers = () => ({
    "Content-Type": "application/json",
    "X-XSRFToken": document.cookie.match(/(?:^|; )_xsrf=([^;]*)/)?.[1] ?? "",
  });
  const read = async (response) => {
    if (response.ok) return response.json();
    const body = await response.json().catch(() => ({}));
    if (response.status === 403) throw refusal("access", body.message ?? "");
    if (response.status === 404) throw refusal("absent", "");
    throw refusal("log", body.message ?? `Serveren svarede ${response.status}.`);
  };
  return {
    save: (entry) => fetch(url, { method: "POST", headers: headers(), body: JSON.stringify(entry), signal: AbortSignal.timeout(PATIENCE_MS) })
      .then(read),
    since: (revision) => fetch(`${url}?since=${revision}`, { headers: headers(), signal: AbortSignal.timeout(PATIENCE_MS) }).then(read),
  };
}

// Where no such server is, the kernel writes: the notebook then works in any Jupyter.
function kernelTransport(model) {
  const waiting = new Map();
  model.on("msg:custom", (message) => {
    const promise = waiting.get(message.key);
    if (!promise) return;
    waiting.delete(message.key);
    if (message.answer) promise.resolve(message.answer);
    else promise.reject(refusal("log", message.problem));
  });
  return {
    save: (entry) => new Promise((resolve, reject) => {
      waiting.set(entry.key, { resolve, reject });
      setTimeout(() => waiting.delete(entry.key) && reject(refusal("connection", "")), 5000);
      model.send({ save: entry });
    }),
  };
}

// One journal per page, whichever widget asks first.
async function journalFor(model) {
  if (globalThis.ledelsesrumJournal) return globalThis.ledelsesrumJournal;
  const config = document.getElementById("jupyter-config-data");
  const base = document.documentElement.dataset.ledelsesrumBase ?? (config && JSON.parse(config.textContent).baseUrl);
  if (base) {
    const http = serverTransport(`${base}ledelsesrum/api/answers`);
    const present = await http.since(Number.MAX_SAFE_INTEGER).then(() => true, (error) => error.kind !== "absent");
    if (present) return (globalThis.ledelsesrumJournal ??= new Journal(http));
  }
  return (globalThis.ledelsesrumJournal ??= new Journal(kernelTransport(model)));
}
