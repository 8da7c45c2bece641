// A calendar file of the reader's own, sorted into the lines. The kernel reads it (exercises/journal/calendar_file.py); here it is held
// only as long as the page is open, and nothing of it but the hours is ever an answer. Its titles are text, never HTML.

const PART_BYTES = 1_000_000; // of one message: the server takes no more than ten million
const BIGGEST_FILE = 25_000_000; // as exercises/calendars/reading.py
const READING_MS = 45_000; // longer than the kernel gives a file
const NOT_COUNTED = "-";
const SILENT = "Beregningerne på siden svarer ikke. Genindlæs siden, og vælg filen igen, eller skriv timerne selv. Dine svar er gemt.";
const HOW_TO_EXPORT = [
  ["Outlook (klassisk) på Windows", "Åbn kalenderen, og vælg Filer → Gem kalender → Flere indstillinger. Vælg ugens datoer, og vælg ved detaljerne, at aftalernes emne skal med; ellers står der kun, at du var optaget. Gem."],
  ["Nyt Outlook og Outlook på nettet", "Har din udgave ingen knap, der gemmer kalenderen som fil, så skriv timerne selv. Del ikke en arbejdskalender på et link, som alle kan åbne, bare for at få filen."],
  ["Google Kalender", "På en computer: Indstillinger → Importér og eksportér → Eksportér. Du får en pakket fil (zip). Åbn den, træk filen, der ender på .ics, ud på skrivebordet, og vælg den her."],
  ["Kalender på Mac", "Vælg kalenderen til venstre, og derefter Arkiv → Eksporter → Eksporter."],
];

// What the kernel is asked and answers; a question that is overtaken by a newer one gets no answer.
function askCalendar(model) {
  let newest = 0, waiting = null;
  model?.on("msg:custom", ({ calendar }) => { if (calendar?.id === newest) waiting?.(calendar); });
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const ask = (send) => new Promise((resolve) => {
    const id = ++newest;
    waiting = resolve;
    setTimeout(() => resolve({ id, problem: SILENT }), READING_MS);
    send({ id, zone });
  }).catch(() => ({ id: newest, problem: SILENT })).then((answer) => (answer.id === newest ? answer : null));
  return {
    file: (bytes) => ask((question) => {
      const of = Math.max(1, Math.ceil(bytes.byteLength / PART_BYTES));
      for (let part = 0; part < of; part++) {
        model.send({ calendar: { ...question, part, of } }, undefined, [bytes.slice(part * PART_BYTES, (part + 1) * PART_BYTES)]);
      }
    }),
    week: (week) => ask((question) => model.send({ calendar: { ...question, week } })),
    forget: () => { newest++; model.send({ calendar: { forget: true } }); },
  };
}

// `fill(cells)` puts the hours of the lines in the table; `show(rows)` says which lines there are.
function calendarFile(context, fill) {
  const asks = askCalendar(context.model);
  const lines = new Map(); // a title's line, also when another week is shown
  let rows = [], week = null, filled = {}, rest = null;
  const status = h("p", { class: "lr-guidance", role: "status" });
  const found = h("div", { class: "lr-entries" });
  const chosen = h("input", { type: "file", accept: ".ics,.ical,.ifb,text/calendar", id: newId("file"),
    onclick: () => { chosen.value = ""; }, onchange: () => chosen.files.length && open(chosen.files[0]) }); // the same file may be chosen again
  const el = h("details", { class: "lr-fold lr-calendar", hidden: true }, h("summary", {}, "Læs fra en kalenderfil"),
    h("p", {}, "En kalenderfil er en kopi af din kalender, som du selv gemmer fra dit kalenderprogram. Dens navn ender på .ics. Filen bliver på din computer og læses dér. Du vælger, hvilken linje hver aftale hører til, og kun linjernes timer bliver gemt, aldrig titler, deltagere eller steder."),
    h("label", { for: chosen.id }, "Kalenderfil (.ics)"), chosen,
    h("details", {}, h("summary", {}, "Sådan gemmer du din kalender som fil"),
      h("dl", {}, ...HOW_TO_EXPORT.flatMap(([program, how]) => [h("dt", {}, program), h("dd", {}, how)]))),
    status, found);

  const open = async (file) => {
    found.replaceChildren();
    if (file.size > BIGGEST_FILE) {
      status.textContent = `Filen er på ${Math.round(file.size / 1e6)} MB, og der kan højst læses ${BIGGEST_FILE / 1e6}. Gem et kortere tidsrum, fx den seneste måned.`;
      return;
    }
    status.textContent = "Læser filen …";
    receive(await asks.file(await file.arrayBuffer()));
  };
  const turnTo = async (monday) => {
    status.textContent = "Finder ugen …";
    receive(await asks.week(monday));
  };
  const receive = (answer) => {
    if (!answer) return;
    if (answer.problem) { status.textContent = answer.problem; return; }
    week = answer;
    draw();
    count();
  };

  // Equal titles have equal lines; private ones are told apart by their time.
  const nameOf = (group) => `${group.title} ${group.apart} ${group.private ? group.when[0] : ""}`;
  const lineOf = (group) => {
    const line = lines.get(nameOf(group)) ?? (group.apart ? NOT_COUNTED : "");
    return line === NOT_COUNTED || rows.some(({ id }) => id === line) ? line : "";
  };
  const select = (group, labelledby, line) => {
    const options = [...rows, { id: NOT_COUNTED, label: "Tæl ikke med" }];
    return chooser({ labelledby, options, value: line, empty: "Vælg linje", onpick: (picked) => { lines.set(nameOf(group), picked ?? ""); count(); } });
  };
  const entry = (group) => {
    const name = h("span", { id: newId("entry") }, h("bdi", {}, group.title), ` ${hoursSaid(group.hours)}`);
    const when = group.when.length > 5 ? `${group.when.slice(0, 5).join(", ")} og ${group.when.length - 5} mere` : group.when.join(", ");
    return h("li", {}, h("div", {}, name, h("p", { class: "lr-guidance" }, group.apart ? `${group.apart} · ${when}` : when)), select(group, name.id, lineOf(group)));
  };
  // The hours follow the choices: only lines whose sum is another than before are filled, so that what is typed elsewhere stays.
  const count = () => {
    const sums = {};
    for (const group of week.groups) {
      const line = lineOf(group);
      if (line && line !== NOT_COUNTED) sums[line] = (sums[line] ?? 0) + group.hours;
    }
    const changed = [...new Set([...Object.keys(sums), ...Object.keys(filled)])].filter((line) => sums[line] !== filled[line]);
    filled = sums;
    if (changed.length) fill(Object.fromEntries(changed.map((line) => [line, { timer: sums[line] && Math.round(100 * sums[line]) / 100 }])));
    const left = week.groups.filter((group) => !lineOf(group));
    const hoursOf = (groups) => hoursSaid(sum(groups.map(({ hours }) => hours)));
    const entriesOf = (groups) => many(sum(groups.map(({ when }) => when.length)), "aftale", "aftaler");
    const [usual, apart] = [week.groups.filter((group) => !group.apart), week.groups.filter((group) => group.apart)];
    status.textContent = `${entriesOf(usual)} på i alt ${hoursOf(usual)}${apart.length ? `, og nederst ${entriesOf(apart)}, der kun tæller, hvis du vælger en linje` : ""}. `
      + (left.length ? `${hoursOf(left)} har ikke fået en linje endnu.` : "Alle har fået en plads.");
    if (rest) rest.hidden = !left.length;
  };
  const draw = () => {
    const monday = new Date(`${week.week}T12:00:00`);
    const moved = (days) => { const day = new Date(monday); day.setDate(day.getDate() + days); return day; };
    const iso = (date) => `${date.getFullYear()}-${String(date.getMonth() + 1).padStart(2, "0")}-${String(date.getDate()).padStart(2, "0")}`;
    const step = (key, label, days) => h("button", { type: "button", class: "lr-link", "data-key": key, onclick: () => turnTo(iso(moved(days))) }, label);
    const date = h("input", { type: "date", id: newId("date"), min: "1990-01-01", max: "2099-12-31", value: week.week,
      onchange: () => date.validity.valid && date.value && turnTo(iso(mondayOf(date.value))) });
    const { key } = found.contains(document.activeElement) ? document.activeElement.dataset : {};
    const others = chooser({ label: "Sæt resten på én linje", options: [...rows, { id: NOT_COUNTED, label: "Tæl ikke med" }], empty: "Vælg linje", onpick: (line) => {
      for (const group of week.groups.filter((each) => !lineOf(each))) lines.set(nameOf(group), line ?? "");
      draw();
      count();
      found.querySelector("h4").focus();
    } });
    rest = h("p", { class: "lr-rest" }, "Sæt resten på én linje: ", others);
    const days = new Intl.DateTimeFormat("da-DK", { day: "numeric", month: "long", year: "numeric" }).formatRange(monday, moved(6));
    found.replaceChildren(
      h("h4", { tabindex: "-1" }, `Uge ${week.number}: ${days}`),
      h("div", { class: "lr-actions" }, step("before", "Ugen før", -7), step("after", "Ugen efter", 7), h("label", { for: date.id }, "Ugen med datoen"), date),
      ...week.notes.map((note) => h("p", { class: "lr-attention" }, note)),
      week.double ? h("p", { class: "lr-guidance" }, `${hoursSaid(week.double)} er dobbeltbooket: Aftaler ligger oven i hinanden. De tæller alle med. Vælg »Tæl ikke med« ved dem, du ikke var til.`) : "",
      week.groups.some(({ apart }) => apart === "hele dagen") ? h("p", { class: "lr-guidance" }, "Aftaler for hele dagen tæller ikke med, før du vælger en linje. Så regnes de som en arbejdsdag på 7,4 timer.") : "",
      week.groups.length ? h("ul", {}, ...week.groups.map(entry)) : h("p", {}, "Der er ingen aftaler i den uge."), rest,
      h("p", { class: "lr-guidance" }, "Timerne i tabellen følger dine valg, og du kan rette dem bagefter."),
      h("button", { type: "button", class: "lr-link", onclick: close }, "Luk filen"));
    if (key) found.querySelector(`[data-key="${key}"]`)?.focus();
  };
  const close = () => {
    asks.forget();
    [week, filled, rest] = [null, {}, null];
    lines.clear();
    chosen.value = "";
    found.replaceChildren();
    status.textContent = "Filen er lukket. Timerne i tabellen er der stadig.";
    chosen.focus();
  };
  const show = (next) => {
    const same = sorted(rows) === sorted(next);
    rows = next;
    el.hidden = !context.model || !rows.length;
    if (week && !same) draw();
  };
  return { el, show };
}

function mondayOf(day) {
  const date = new Date(`${day}T12:00:00`);
  date.setDate(date.getDate() - ((date.getDay() + 6) % 7));
  return date;
}
