// Dialogs in JupyterLab's own frame. What they show is text: nothing from a notebook is ever read as HTML.

import { Dialog, VirtualDOM, Widget, h } from "./jupyter.js";

const TITLE = "lr-elev-title";

// JupyterLab's dialog, named by a heading.
class Renderer extends Dialog.Renderer {
  createHeader(title) {
    const header = new Widget({ node: VirtualDOM.realize(h.h2({ id: TITLE }, title)) });
    header.addClass("jp-Dialog-header");
    return header;
  }
}
const renderer = new Renderer();

// The content scrolls, so it can be reached by keyboard; it has the focus from the first, so that it is read from the first.
function make(title, content, buttons) {
  const body = h.div(h.div({ className: "lr-elev-content", tabindex: "0", role: "group", "aria-labelledby": TITLE }, content));
  const dialog = new Dialog({
    title, renderer, body: new Widget({ node: VirtualDOM.realize(body) }), focusNodeSelector: ".lr-elev-content",
    buttons: buttons.map(({ label, name, accept = false }) => Dialog.createButton({ label, accept, actions: [name] })),
  });
  dialog.addClass("lr-elev");
  dialog.node.setAttribute("aria-labelledby", TITLE);
  return dialog;
}

// Show a dialog; gives the name of the button that was pressed, undefined when it was closed otherwise.
// `content` is a list of what it shows, or a function of `close(name)` that gives the list.
export async function show(title, content, buttons) {
  let dialog, pressed;
  const close = (name) => { pressed = name; dialog.reject(); };
  dialog = make(title, typeof content === "function" ? content(close) : content, buttons);
  const { button } = await dialog.launch();
  return pressed ?? button.actions[0];
}

// Show that `work(signal)` goes on, and let it be stopped; gives what it gives, undefined when it was stopped.
export async function whileAtWork(title, content, work) {
  const stop = new AbortController();
  const dialog = make(title, [...content, h.div({ className: "lr-elev-progress", "aria-hidden": "true" })], [{ label: "Stop", name: "stop" }]);
  dialog.launch().then(() => stop.abort(), () => {}); // it is disposed of when the work is done
  try {
    return await work(stop.signal);
  } catch (problem) {
    if (!stop.signal.aborted) throw problem;
  } finally {
    dialog.dispose();
  }
}

export const CLOSE = { label: "Luk", name: "close" };

export const paragraphs = (text) => text.split(/\n\s*\n/).map((part) => h.p(part));

// A heading with a list under it; nothing where there is nothing to list.
export const section = (heading, items, className = "") =>
  items.length ? [h.h3({ className }, heading), h.ul({ className }, items.map((item) => h.li(item)))] : [];
