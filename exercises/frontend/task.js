// The answer form of a data task: for readers who answer from the figure or the table, without code.

function render({ model, el }) {
  const task = model.get("definition");
  const feedback = h("div", { class: "lr-feedback", role: "status" });
  const inputs = task.parts.map((part) => {
    const id = newId("part");
    const input = part.options
      ? h("select", { id }, h("option", { value: "" }, "Vælg"), ...part.options.map((option) => h("option", { value: option.id }, option.label)))
      : h("input", { id, type: "text", inputmode: "decimal", autocomplete: "off", class: "lr-short" });
    return { part, input, el: h("div", { class: "lr-part" }, h("label", { for: id }, part.label),
      h("span", {}, input, part.unit ? h("span", { class: "lr-unit" }, part.unit) : null)) };
  });
  const send = (event) => {
    event.preventDefault();
    feedback.replaceChildren(h("p", {}, "Ser på dit svar …"));
    model.send({ answer: Object.fromEntries(inputs.map(({ part, input }) => [part.id, input.value])) });
  };
  model.on("msg:custom", ({ html }) => { feedback.innerHTML = html; }); // made and escaped by feedback.py
  const hints = task.hints.map((hint) => h("p", { class: "lr-hint", hidden: true }, hint));
  const hintButton = h("button", { type: "button", class: "lr-link", onclick: () => {
    const next = hints.find((hint) => hint.hidden);
    if (next) next.hidden = false;
    const left = hints.filter((hint) => hint.hidden).length;
    hintButton.textContent = left ? `Næste vink (${left} tilbage)` : "Der er ikke flere vink";
    hintButton.setAttribute("aria-disabled", String(!left)); // never disabled: it keeps its focus
  } }, `Giv mig et vink (${hints.length})`);
  el.append(h("form", { class: "lr-task", "data-task": task.id, onsubmit: send },
    ...inputs.map((input) => input.el),
    h("div", { class: "lr-actions" }, h("button", { type: "submit", class: "lr-button" }, "Tjek mit svar"), hintButton),
    h("div", { "aria-live": "polite" }, ...hints), feedback));
}

export default { render };
