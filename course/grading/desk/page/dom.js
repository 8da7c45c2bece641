// Small help with the page. Every text is put in as text; markup comes through safe.js alone.

export function el(name, attributes = {}, ...children) {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (typeof value === "function") node.addEventListener(key, value);
    else if (typeof value === "boolean") node.toggleAttribute(key, value);
    else if (value !== null && value !== undefined) node.setAttribute(key, value);
  }
  node.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false && child !== ""));
  return node;
}

// A button with the key that does the same; the key is for the eye, and aria-keyshortcuts for the ear.
export function button(text, key, click, attributes = {}) {
  return el("button", { type: "button", "aria-keyshortcuts": key || null, click, ...attributes }, text, key && keycap(key));
}

export function keycap(key) {
  return el("kbd", { "aria-hidden": "true" }, key.replace("Control+", "Ctrl+").replace("Enter", "↵").replace("Escape", "Esc").replace("Delete", "Del"));
}

export const byId = (id) => document.getElementById(id);

// What a screen reader says; the same twice is said once.
export function say(text) {
  if (byId("desk-said").textContent !== text) byId("desk-said").textContent = text;
}

// What has gone wrong and stays in sight until it has been put right; nothing clears it.
export function warn(text = "", ...actions) {
  byId("desk-alert").replaceChildren(...(text ? [el("p", {}, text), ...actions] : []));
}

export function clock(time) {
  const when = new Date(time), hour = when.toLocaleTimeString("da-DK", { hour: "2-digit", minute: "2-digit" }).replace(":", ".");
  if (when.toDateString() === new Date().toDateString()) return `kl. ${hour}`;
  return `${when.toLocaleDateString("da-DK", { day: "numeric", month: "long" })} kl. ${hour}`;
}

export const number = (value, digits = 0) => value.toLocaleString("da-DK", { minimumFractionDigits: digits, maximumFractionDigits: digits });
export const level = (value) => (value % 1 ? `${Math.floor(value) || ""}½` : String(value));
export const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);

// The address of a place on the page.
export const address = (...parts) => `#/${parts.map(encodeURIComponent).join("/")}`;

export const STATUS = {
  unread: "ulæst", draft: "kladde", final: "færdig", unsettled: "kan ikke vurderes", blank: "tom", unreadable: "kan ikke åbnes",
};

// A dialog that is taken away when it closes; gives the element, with focus inside it.
export function open(dialog) {
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
  return dialog;
}
