// A picture over several items of an exercise, at the card's foot: a dot on a line for each number, the rest as it was given.

function profileView(exercise, given, context, kicker) {
  const { title, lines, note } = exercise.profile;
  const later = exercise.occasions.findIndex(({ id }) => id === exercise.occasion) > 0;
  const heading = h("h3", { class: "lr-prompt", id: newId("profile") }, title);
  const el = h("section", { class: "lr-item lr-profile", "aria-labelledby": `${heading.id} ${kicker.id}` });
  const row = ({ id, label }) => {
    const item = exercise.items.find((each) => each.id === id);
    const answers = given(id);
    if (item.kind === "scale") return profileLine(item, label, answers.map(([, { value }]) => value));
    return answers.length ? h("div", { class: "lr-profile-words" }, h("p", {}, label), kinds[item.kind].given(item, answers.at(-1)[1].value, context)) : null;
  };
  const paint = () => {
    const twice = lines.find(({ id }) => given(id).length > 1);
    const key = twice && given(twice.id).map(([{ label }]) => label);
    el.hidden = !lines.some(({ id }) => given(id).length);
    el.replaceChildren(...[heading, ...lines.map(row), key ? h("p", { class: "lr-guidance" }, `Ring: ${key[0]}. Fyldt: ${key.at(-1)}.`) : null,
      ...(note && !later ? paragraphs(note, { class: "lr-guidance" }) : [])].filter(Boolean));
  };
  return { el, paint };
}

function profileLine(item, label, values) {
  const dots = values.map((value, i) => {
    const dot = h("span", { class: i < values.length - 1 ? "lr-dot lr-dot-earlier" : "lr-dot" });
    dot.style.setProperty("--lr-at", `${(100 * (value - item.min)) / (item.max - item.min)}%`);
    return dot;
  });
  const [first, last] = [values[0], values.at(-1)];
  const text = !values.length ? "ikke besvaret endnu" : values.length < 2 ? scaleText(item, last) : first === last ? `fortsat ${scaleText(item, last)}` : `fra ${first} til ${scaleText(item, last)}`;
  return h("div", { class: "lr-profile-line" }, h("span", {}, label), h("span", { class: "lr-value" }, text),
    h("div", { class: "lr-rail", "aria-hidden": "true" }, ...dots), h("div", { class: "lr-ends", "aria-hidden": "true" }, h("span", {}, item.low), h("span", {}, item.high)),
    h("span", { class: "lr-visually-hidden" }, endsSaid(item)));
}
