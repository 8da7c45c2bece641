// Min ledelsesplan: the fields in the reader's order, what to see to before it is given away, and the plan as a file.

const FORMS = { docx: "Word", pdf: "PDF", md: "Markdown" };

async function render({ model, el }) {
  const journal = await journalFor(model);
  const plan = model.get("definition");
  const { answers, answer, follow } = answerBook(journal, model.get("answers"), plan.sources);
  const state = h("span", { class: "lr-saved" });
  const saved = herald();
  let written = false; // since the page was opened
  const said = h("p", { class: "lr-visually-hidden", role: "status" });
  const valueOf = (id) => answer(id, "", plan.id)?.value ?? {};
  const change = (id, part) => { journal.write(plan.id, id, "", { ...valueOf(id), ...part }); paintOrder(); };

  const passages = plan.items.filter(({ kind }) => kind === "passage");
  const placed = () => passages.map((item, n) => ({ item, n, place: valueOf(item.id).place ?? n })).sort((one, other) => one.place - other.place || one.n - other.n);
  // A field moves to halfway between its new neighbours, so that one answer alone changes.
  const move = (item, by) => {
    const order = placed();
    const at = order.findIndex((each) => each.item === item);
    const [near, far] = [order[at + by], order[at + 2 * by]];
    if (!near) return;
    change(item.id, { place: far ? (near.place + far.place) / 2 : near.place + by });
    journal.flush();
    said.textContent = `»${item.heading}« er nu nummer ${at + by + 1} af ${order.length}.`;
  };
  const views = new Map(passages.map((item) => [item.id, passageView(item, {
    value: () => valueOf(item.id), change: (part) => change(item.id, part), flush: () => journal.flush(), drawn: () => model.get("drawn")[item.id] ?? [],
  })]));
  const fields = h("div", {});
  const rows = new Map(passages.map((item) => [item.id, orderRow(item, {
    go: () => views.get(item.id).focus(), move: (by) => move(item, by), leaveOut: (out) => { change(item.id, { left_out: out }); journal.flush(); },
  })]));
  const order = h("ol", { class: "lr-plan-order" });
  const keepOrder = (parent, nodes) => { if (nodes.some((node, n) => parent.children[n] !== node)) parent.replaceChildren(...nodes); };
  const paintOrder = () => {
    const now = placed().map(({ item }) => item);
    keepOrder(order, now.map(({ id }) => rows.get(id).el));
    keepOrder(fields, now.map(({ id }) => views.get(id).el));
    now.forEach(({ id }, n) => {
      rows.get(id).paint(valueOf(id), n === 0, n === now.length - 1);
      views.get(id).el.hidden = Boolean(valueOf(id).left_out);
    });
    const within = now.filter(({ id }) => !valueOf(id).left_out && holds(valueOf(id)).length).length;
    files.size.textContent = within ? `Med i planen nu: ${within} af ${passages.length} felter. Et felt uden kryds og uden ord kommer ikke med.` : "Der er intet i planen endnu.";
  };

  const checklist = plan.items.find(({ kind }) => kind === "multi");
  const heading = h("h3", { id: newId("before"), class: "lr-prompt" }, checklist.prompt);
  const checks = kinds.multi.view(checklist, { labelledby: heading.id, answer: () => answer(checklist.id, "", plan.id), change: (value) => journal.write(plan.id, checklist.id, "", value) });
  const files = filesView(model, journal, { id: plan.id, left: () => checklist.options.filter(({ id }) => !(answer(checklist.id, "", plan.id)?.value ?? []).includes(id)) });

  const title = h("h2", { class: "lr-title", id: newId("title") }, plan.title);
  el.append(h("section", { class: "lr-card lr-plan", "aria-labelledby": title.id, "data-exercise": plan.id },
    h("div", { class: "lr-kicker" }, h("span", {}, plan.kicker), state, saved.el), title, ...paragraphs(plan.why, { class: "lr-why" }),
    h("h3", { class: "lr-prompt" }, "Planens felter"), order, said, fields,
    h("section", { class: "lr-item", "aria-labelledby": heading.id, "data-item": checklist.id }, heading, checks.el, ...files.look),
    h("section", { class: "lr-item lr-files" }, ...files.save)));
  const paintState = () => {
    const unsent = journal.entries().some(([, entry]) => entry.exercise === plan.id);
    const newest = [...answers.values()].filter(({ exercise }) => exercise === plan.id).map(({ saved_at: at }) => at).filter(Boolean).sort().pop();
    paintOrder();
    state.textContent = unsent ? (journal.problem ? "ikke gemt endnu" : "gemmer …") : newest ? `gemt ${isToday(newest) ? `kl. ${clock(newest)}` : day(newest)}` : "";
    if (unsent) written = true;
    if (written) saved.say(state.textContent);
  };
  // What another window saves is shown at once, but never under the reader's hands.
  const paint = () => {
    views.forEach((view) => view.follow());
    checks.set(answer(checklist.id, "", plan.id)?.value);
    paintState();
  };
  const newer = new Set(); // answers given elsewhere meanwhile, asked for together
  const listener = ({ exercise }) => {
    if (exercise === plan.id) return;
    if (!newer.size) setTimeout(() => { model.send({ refresh: [...newer] }); newer.clear(); }, 200);
    newer.add(exercise);
  };
  const paintDrawn = () => views.forEach((view) => view.paint());
  model.on("change:drawn", paintDrawn);
  journal.listeners.add(listener);
  document.addEventListener("ledelsesrum:journal", paintState);
  const end = follow(paint);
  journal.refresh();
  return () => {
    end();
    model.off("change:drawn", paintDrawn);
    journal.listeners.delete(listener);
    document.removeEventListener("ledelsesrum:journal", paintState);
  };
}

// What a field holds, in words.
function holds({ text = "", taken = [], lines = [] }) {
  const [words, written] = [countWords(text), lines.filter((line) => Object.values(line).some(Boolean)).length];
  return [words ? `${words} ord` : "", written ? `${written} ${written === 1 ? "linje" : "linjer"}` : "", taken.length ? `${taken.length} svar taget med` : ""].filter(Boolean);
}

// A field in the list of them: what it holds, and where it stands.
function orderRow(item, { go, move, leaveOut }) {
  const told = h("span", { class: "lr-guidance" });
  const moves = [["op", -1], ["ned", 1]].map(([way, by]) => h("button", { type: "button", class: "lr-link", "aria-label": `Flyt »${item.heading}« ${way}`, onclick: (event) => {
    move(by);
    event.currentTarget.focus(); // it was moved with its row
  } }, way));
  const out = h("input", { type: "checkbox", "aria-label": `Lad »${item.heading}« være ude`, onchange: () => leaveOut(out.checked) });
  const name = h("button", { type: "button", class: "lr-link", onclick: go }, item.heading);
  const el = h("li", {}, h("div", {}, name, told, h("span", { class: "lr-plan-moves" }, ...moves, h("label", { class: "lr-leave-out" }, out, h("span", { "aria-hidden": "true" }, "ude")))));
  const paint = (value, first, last) => {
    told.textContent = value.left_out ? "ude af planen" : holds(value).join(", ") || "tomt";
    out.checked = Boolean(value.left_out);
    name.disabled = out.checked;
    [first, last].forEach((end, i) => moves[i].setAttribute("aria-disabled", String(end))); // never disabled: the one that was pressed keeps its focus
  };
  return { el, paint };
}

// Looking the plan through, and saving it: the kernel is asked, the browser keeps the file.
function filesView(model, journal, { id, left }) {
  const ask = questions(model);
  const size = h("p", {});
  const everything = h("input", { type: "checkbox" });
  const looked = h("div", { class: "lr-looked", "aria-live": "polite" });
  const status = h("div", { class: "lr-file-status", role: "status" });
  const problem = (text) => h("p", { class: "lr-verdict lr-wrong" }, text);
  // What stands on the page is in the log before the file is made of it.
  const saved = () => new Promise((resolve, reject) => {
    const check = () => {
      const unsent = journal.entries().some(([, entry]) => entry.exercise === id);
      if (unsent && !journal.problem) return;
      document.removeEventListener("ledelsesrum:journal", check);
      if (unsent) reject(new Error("Det sidste, du skrev, kan ikke gemmes lige nu, så filen ville mangle det. Det står øverst på siden, hvad der er galt."));
      else resolve();
    };
    document.addEventListener("ledelsesrum:journal", check);
    journal.flush();
    check();
  });
  const instead = ({ dataset: { form } }) => (form === "pdf" ? [h("button", { type: "button", class: "lr-button", onclick: () => { buttons[0].focus(); buttons[0].click(); } }, "Gem som Word i stedet")] : []);
  const pressed = (button, place, work) => async () => {
    if (button().getAttribute("aria-disabled") === "true") return;
    button().setAttribute("aria-disabled", "true");
    try { place.replaceChildren(...await work()); } catch (error) { place.replaceChildren(problem(error.message), ...instead(button())); }
    button().setAttribute("aria-disabled", "false");
  };

  const look = h("button", { type: "button", class: "lr-button", onclick: pressed(() => look, looked, async () => {
    await saved();
    const { sections, names } = await ask("look", { everything: everything.checked });
    return [h("p", {}, names.length ? "Det markerede kan være navne. Programmet gætter ud fra store bogstaver: det finder både for meget og for lidt, og det sletter intet."
      : "Programmet fandt intet, der ligner navne. Det kan overse dem, så læs selv efter."),
      names.length ? h("p", {}, listed(names.map(([name, times]) => (times > 1 ? `${name} (${times} gange)` : name)))) : "",
      ...sections.flatMap(({ heading, texts }) => [h("h4", {}, heading), ...texts.map((runs) => h("p", {}, ...runs.map(([text, isName]) => (isName ? h("mark", {}, text) : text))))])];
  }) }, "Læs planen igennem for navne");

  const buttons = Object.entries(FORMS).map(([form, label]) => {
    const button = h("button", { type: "button", class: "lr-button", "data-form": form, onclick: pressed(() => button, status, async () => {
      status.replaceChildren(h("p", {}, `Laver filen til ${label} …`));
      await saved();
      const { file, buffers } = await ask("export", { form, everything: everything.checked });
      saveFile(new Blob(buffers), file);
      const unseen = left();
      return [h("p", {}, `Filen ${file} er lavet her på maskinen og ligger nu dér, hvor din browser lægger hentede filer.`),
        ...(unseen.length ? [h("p", {}, "Endnu uden kryds under »Før du gemmer«:"), h("ul", {}, ...unseen.map(({ label: check }) => h("li", {}, check)))] : [])];
    }) }, label);
    return button;
  });
  return {
    size,
    look: [look, looked],
    save: [h("h3", { class: "lr-prompt" }, "Gem planen"), size,
      h("p", { class: "lr-guidance" }, "Filen bliver lavet på din egen maskine. Intet bliver sendt. Word kan du rette videre i; PDF er til at dele, som den er; Markdown er ren tekst."),
      h("div", { class: "lr-options" }, h("label", {}, everything, h("span", {}, "Læg alle mine svar ved som bilag"))), h("div", { class: "lr-actions" }, ...buttons), status],
  };
}

// Questions to the kernel, each with its own number; a kernel that does not answer is said to be away.
function questions(model) {
  const waiting = new Map();
  model.on("msg:custom", ({ reply, ...answer }, buffers) => {
    waiting.get(reply)?.({ ...answer, buffers });
    waiting.delete(reply);
  });
  return (name, question) => new Promise((resolve, reject) => {
    const id = ++lastId;
    const away = setTimeout(() => waiting.delete(id) && reject(new Error("Python svarer ikke. Dine svar er gemt. Genindlæs siden, og prøv igen. Du kan også skrive »course portfolio« i en terminal.")), 90_000);
    waiting.set(id, ({ problem, ...answer }) => {
      clearTimeout(away);
      if (problem) reject(new Error(problem)); else resolve(answer);
    });
    model.send({ [name]: { id, ...question } });
  });
}

export default { render };
