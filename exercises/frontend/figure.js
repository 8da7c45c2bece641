// A figure with its controls: the kernel draws, the page shows. Controls are native, so keys and screen readers work.

function render({ model, el }) {
  const specs = model.get("controls");
  const picture = h("div", { class: "lr-picture" });
  const drawn = herald(); // the picture is drawn anew with all it says, and what is new in itself is not read aloud
  const said = () => wordsOf(picture.querySelector(".lr-said, .lr-verdict") ?? picture.querySelector(".lr-figure-title") ?? picture);
  // Only the newest wish is sent: while the kernel draws, the reader may move on.
  let drawing = false, wanted = null;
  const draw = (values) => {
    if (drawing) { wanted = values; return; }
    if (JSON.stringify(values) === JSON.stringify(model.get("values"))) return; // nothing to draw, so no answer would come
    drawing = true;
    picture.setAttribute("aria-busy", "true");
    model.set("values", values);
    model.save_changes();
  };
  const pick = (name, value) => draw({ ...(wanted ?? model.get("values")), [name]: value });

  const control = (spec) => {
    const id = newId("control");
    const value = model.get("values")[spec.name];
    if (spec.kind === "select") {
      const select = h("select", { id, onchange: () => pick(spec.name, select.value) },
        ...spec.options.map(([key, label]) => h("option", { value: key }, label)));
      select.value = value;
      return h("div", { class: "lr-control" }, h("label", { for: id }, spec.label), select);
    }
    const view = slider({
      labelledby: id, min: spec.min, max: spec.max, step: spec.step, value,
      show: (shown) => `${number(shown, spec.decimals, spec.grouped)}${spec.unit}`, onpick: (picked) => pick(spec.name, picked),
    });
    return h("div", { class: "lr-control" }, h("span", { id }, spec.label), view.el);
  };

  const paint = () => {
    const open = picture.querySelector("details")?.open; // 'Vis tal' stays as the reader left it
    const scrolled = picture.querySelector(".lr-table")?.scrollTop ?? 0;
    picture.innerHTML = model.get("html"); // made by our own charts.py and escaped there
    if (open) picture.querySelector("details").open = true;
    if (scrolled) picture.querySelector(".lr-table").scrollTop = scrolled; // the row being read stays in sight
    picture.removeAttribute("aria-busy");
    drawing = false;
    if (wanted) { const next = wanted; wanted = null; draw(next); }
  };
  model.on("change:drawn", () => { paint(); drawn.say(said()); });
  el.append(h("div", { class: "lr-live-figure", "data-figure": model.get("name") },
    h("div", { class: "lr-controls" }, ...specs.map(control)), picture, drawn.el));
  paint();
  drawn.know(said());
}

export default { render };
