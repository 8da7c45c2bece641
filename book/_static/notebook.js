// The reader's own copy of a page's notebook, read and written through Jupyter Server's contents API. Code that the
// server has not acknowledged is kept in the browser (localStorage, else memory) and sent again.

const KEPT = "ledelsesrum-code:";
const WAIT_MS = 800;
const PATIENCE_MS = 15000;
const RETRY_MS = [1000, 2000, 4000, 8000];
const LEFT_BESIDE = "# Denne udgave lå her i forvejen, da siden gemte sin egen i cellen ovenfor.\n";

const newCell = (id, source, metadata) => ({ cell_type: "code", id, metadata, source, outputs: [], execution_count: null });
const randomId = () => crypto.randomUUID().slice(0, 8);
const courseText = (cell) => cell.metadata.ledelsesrum?.source;

// Fires "change" whenever something it knows has changed.
export class OwnNotebook extends EventTarget {
  constructor(base, slug) {
    super();
    this.url = `${base}api/contents/${slug}.ipynb`;
    this.prefix = `${KEPT}${slug}:`;
    this.memory = new Map();
    this.cells = new Map(); // id -> {source, course}, as last read from the file
    this.savedAt = new Map(); // id -> when the server acknowledged it
    this.beside = new Set(); // ids of cells where another version was put beside the page's
    this.problem = null; // {kind: "connection" | "access" | "file", message}
    this.failures = 0;
    this.channel = new BroadcastChannel(this.prefix);
    this.channel.onmessage = () => this.refresh();
  }

  tell(arriving = false) { this.dispatchEvent(Object.assign(new Event("change"), { arriving })); }

  // ---- What is not yet in the file. {key, source, base: what was there when the reader began, tried: what was sent last}

  entry(id) {
    try { return this.memory.get(id) ?? JSON.parse(localStorage.getItem(this.prefix + id)); } catch { return null; }
  }

  entries() {
    const ids = new Set(this.memory.keys());
    try { Object.keys(localStorage).forEach((name) => name.startsWith(this.prefix) && ids.add(name.slice(this.prefix.length))); } catch { /* closed */ }
    return [...ids].map((id) => [id, this.entry(id)]);
  }

  keep(id, entry) {
    this.memory.set(id, entry);
    try {
      localStorage.setItem(this.prefix + id, JSON.stringify(entry));
      this.memory.delete(id);
    } catch { /* storage closed or full: memory is all there is */ }
  }

  forget(id, { key }) {
    if (this.entry(id)?.key !== key) return; // the reader went on writing
    this.memory.delete(id);
    try { localStorage.removeItem(this.prefix + id); } catch { /* was in memory */ }
  }

  write(id, source) {
    const { base = this.cells.get(id)?.source, tried } = this.entry(id) ?? {};
    this.keep(id, { key: randomId(), source, base, tried });
    this.beside.delete(id);
    this.tell();
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.flush(), WAIT_MS);
  }

  // ---- The file

  async ask(method, model) {
    const xsrf = document.cookie.match(/(?:^|; )_xsrf=([^;]*)/)?.[1] ?? "";
    const options = { method, cache: "no-store", headers: { "Content-Type": "application/json", "X-XSRFToken": xsrf }, signal: AbortSignal.timeout(PATIENCE_MS) };
    const response = await fetch(method === "GET" ? `${this.url}?type=notebook` : this.url, model ? { ...options, body: JSON.stringify(model) } : options);
    if (response.ok) return response.json();
    const { message = `Serveren svarede ${response.status}.` } = await response.json().catch(() => ({}));
    throw Object.assign(new Error(message), { kind: response.status === 403 ? "access" : "file" });
  }

  // Read, change, write: only what the change touches, so that what JupyterLab or another page saved meanwhile stays.
  edit(change) {
    return navigator.locks.request(this.prefix, async () => {
      const { content } = await this.ask("GET");
      if (change(content)) await this.ask("PUT", { type: "notebook", format: "json", content }); // put: acknowledged when on the disk
      this.take(content);
    });
  }

  take({ cells, metadata }) {
    this.cells = new Map(cells.map((cell) => [cell.id, { source: cell.source, course: courseText(cell) }]));
    this.putAside = metadata.ledelsesrum?.put_aside;
  }

  // Put one cell's source in the notebook; says whether that changed anything.
  place(notebook, id, { source, base, tried }) {
    const { cells } = notebook;
    const cell = cells.find((one) => one.id === id);
    if (!cell) { // removed in JupyterLab; the page still has the task
      const check = cells.findIndex((one) => one.id === id.replace("task-", "check-"));
      cells.splice(check < 0 ? cells.length : check, 0, newCell(id, source, { tags: ["task"], ledelsesrum: { id, source: this.cells.get(id)?.course } }));
      return true;
    }
    if (cell.source === source) return false;
    if (![base, tried, courseText(cell)].includes(cell.source)) {
      cells.splice(cells.indexOf(cell) + 1, 0, newCell(randomId(), LEFT_BESIDE + cell.source, {}));
      this.beside.add(id);
    }
    cell.source = source;
    return true;
  }

  async flush() {
    clearTimeout(this.timer);
    if (this.sending) { this.again = true; return; }
    if (!this.entries().length) return;
    this.sending = true;
    let sent = [];
    try {
      await this.edit((notebook) => {
        sent = this.entries();
        sent.forEach(([id, entry]) => this.keep(id, { ...entry, tried: entry.source }));
        return sent.filter(([id, entry]) => this.place(notebook, id, entry)).length > 0;
      });
      sent.forEach(([id, entry]) => { this.forget(id, entry); this.savedAt.set(id, new Date()); });
      this.channel.postMessage("saved");
      [this.failures, this.problem] = [0, null];
      if (this.entries().length) this.again = true;
    } catch (error) {
      this.failed(error);
      this.timer = setTimeout(() => this.flush(), RETRY_MS[Math.min(this.failures++, RETRY_MS.length - 1)]);
    }
    this.sending = false;
    this.tell();
    if (this.again) {
      this.again = false;
      if (!this.problem) this.flush();
    }
  }

  failed(error) { this.problem = { kind: error.kind ?? "connection", message: error.message }; }

  // What JupyterLab or another page has saved. Arriving: the reader has just come to the page.
  refresh(arriving = false) {
    this.arriving ||= arriving;
    this.reading ??= this.edit(() => false).then(() => {
      if (!this.entries().length) this.problem = null;
    }, (error) => {
      this.failed(error);
      if (this.problem.kind === "connection") setTimeout(() => this.refresh(), RETRY_MS.at(-1));
    }).finally(() => {
      this.tell(this.arriving);
      [this.reading, this.arriving] = [null, false];
      this.flush();
    });
    return this.reading;
  }

  acknowledge() {
    return this.edit(({ metadata }) => delete metadata.ledelsesrum.put_aside).then(() => this.tell(), (error) => { this.failed(error); this.tell(); });
  }
}
