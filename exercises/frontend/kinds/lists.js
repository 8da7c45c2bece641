// An order, and shares of a whole.

const orderOf = (rows, value) => {
  const known = (value.order ?? []).filter((id) => rows.some((row) => row.id === id));
  return [...known, ...rows.map((row) => row.id).filter((id) => !known.includes(id))].map((id) => rows.find((row) => row.id === id));
};

const rankList = (item, value, context, most = Infinity) => h("ol", { class: "lr-given" },
  ...orderOf(things(item, value, context).filter((row) => row.named), value).slice(0, most).map((row) => h("li", {}, row.label)));

kinds.rank = {
  view: (item, context) => composed(item, context, (tools) => {
    const rows = orderOf(tools.rows().filter((row) => row.named), tools.value);
    const move = (from, to) => {
      if (to < 0 || to >= rows.length) return;
      const order = rows.map((row) => row.id);
      order.splice(to, 0, ...order.splice(from, 1));
      tools.change({ order }, { redraw: true });
      tools.say(`${rows[from].label} er nu nummer ${to + 1}.`);
    };
    const step = (row, i, by, word, sign) => h("button", {
      type: "button", class: "lr-step", "data-key": `${word}-${row.id}`, "aria-label": `Flyt ${row.label} ${word}`,
      "aria-disabled": String(i + by < 0 || i + by >= rows.length), onclick: () => move(i, i + by),
    }, sign);
    let dragged = null;
    const list = h("ol", { class: "lr-rank", tabindex: "-1", "data-key": "order" }, ...rows.map((row, i) => h("li", {
      draggable: "true", "data-row": row.id, ondragstart: (event) => { dragged = i; event.dataTransfer.setData("text/plain", row.label); },
      ondragover: (event) => event.preventDefault(), ondrop: (event) => { event.preventDefault(); if (dragged !== null) move(dragged, i); },
    }, h("span", { class: "lr-rank-label" }, row.label), step(row, i, -1, "op", "↑"), step(row, i, 1, "ned", "↓"))));
    const asIs = tools.value.order || !rows.length ? null : h("p", { class: "lr-guidance" }, "Rækkefølgen er ikke din endnu. Flyt punkterne, eller ",
      h("button", { type: "button", class: "lr-link", "data-key": "keep", onclick: () => tools.change({ order: rows.map((row) => row.id) }, { redraw: true, focus: "order" }) }, "behold den, som den står"));
    return { nodes: [nameList(item, tools), emptyNote(item, context, rows), list, asIs] };
  }),
  brief: (item, value, context) => rankList(item, value, context, 3),
  given: (item, value, context) => rankList(item, value, context),
  figures(item, value, context) {
    const rows = orderOf(things(item, value, context).filter((row) => row.named), value);
    const places = Object.fromEntries(rows.map((row, i) => [`place.${row.id}`, i + 1]));
    return value.order ? { first: rows[0]?.label, last: rows.at(-1)?.label, ...places } : {};
  },
  chosen: (item, value) => (value.order ?? []).slice(0, 1),
};

kinds.allocate = {
  view: (item, context) => composed(item, context, (tools) => {
    const left = h("p", { class: "lr-guidance", "data-heard": "" });
    const rows = tools.rows().filter((row) => row.named);
    const sliders = rows.map((row) => {
      const id = newId("share");
      const view = slider({
        labelledby: id, min: 0, max: item.total, step: 5, value: tools.value.shares?.[row.id] ?? 0, show: (value) => `${value}`,
        onpick: (value) => tools.change({ shares: { ...tools.value.shares, [row.id]: value } }),
      });
      return h("div", { class: "lr-share" }, h("span", { id }, row.label), view.el);
    });
    const paint = () => {
      const rest = item.total - rows.reduce((sum, row) => sum + (tools.value.shares?.[row.id] ?? 0), 0);
      left.textContent = rest === 0 ? `Alle ${item.total} ${item.unit} er fordelt.`
        : rest > 0 ? `${rest} ${item.unit} tilbage.` : `${-rest} ${item.unit} for meget. Tag dem fra et af felterne.`;
      left.classList.toggle("lr-attention", rest < 0);
    };
    return { nodes: [nameList(item, tools), emptyNote(item, context, rows), ...sliders, left], paint };
  }),
  given: (item, value, context) => barRows(things(item, value, context).filter((row) => row.named).map((row) => {
    const share = value.shares?.[row.id] ?? 0;
    return { label: row.label, value: share, text: `${share}` };
  }), item.total),
  figures(item, value, context) {
    const shares = things(item, value, context).map((row) => [row, value.shares?.[row.id] ?? 0]);
    const most = shares.reduce((best, next) => (next[1] > best[1] ? next : best), [null, 0])[0];
    return { most: most?.label, ...Object.fromEntries(shares.map(([row, share]) => [`share.${row.id}`, share])) };
  },
};
