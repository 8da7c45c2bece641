// Pictures drawn of the reader's own answers: on the page in its colours, and as PNG files that stand by themselves.

const PICTURE_FONT = "system-ui, 'Segoe UI', Roboto, 'DejaVu Sans', sans-serif";

function svgNode(tag, attributes, ...children) {
  const node = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  node.append(...children);
  return node;
}

// A text in lines of at most so many letters; a word that is longer is broken.
function wrapped(text, letters) {
  const lines = [""];
  const pieces = (part) => part.match(new RegExp(`.{1,${letters - 1}}`, "gu")).map((piece, i, all) => (i < all.length - 1 ? `${piece}-` : piece));
  for (const word of text.split(" ").filter(Boolean).flatMap((part) => (part.length > letters ? pieces(part) : [part]))) {
    if (`${lines.at(-1)} ${word}`.trim().length > letters && lines.at(-1)) lines.push(word);
    else lines[lines.length - 1] = `${lines.at(-1)} ${word}`.trim();
  }
  return lines;
}

const today = () => new Date().toLocaleDateString("da-DK", { day: "numeric", month: "long", year: "numeric" }).replaceAll(" ", "\u00a0");

// The button that keeps a picture as a file; `poster()` gives it as an SVG of its own, `otherwise` says what to do where that fails.
function saveButton(poster, name, otherwise) {
  const problem = h("span", { class: "lr-guidance", role: "status" });
  const save = async () => {
    try { await downloadPicture(poster(), name); problem.textContent = ""; } catch { problem.textContent = `Browseren kunne ikke gemme billedet. ${otherwise}`; }
  };
  return h("div", { class: "lr-actions" }, h("button", { type: "button", class: "lr-button", onclick: save }, "Gem billedet"), problem);
}

async function downloadPicture(poster, name) {
  const [width, height] = ["width", "height"].map((side) => Number(poster.getAttribute(side)));
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(new XMLSerializer().serializeToString(poster))}`;
  await image.decode();
  const canvas = h("canvas", { width: 2 * width, height: 2 * height }); // sharp when it is printed
  canvas.getContext("2d").drawImage(image, 0, 0, 2 * width, 2 * height);
  const file = await new Promise((resolve, reject) => canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("no picture"))), "image/png"));
  saveFile(file, `${name}-${new Date().toISOString().slice(0, 10)}.png`);
}

// Hand a file to the browser, which asks the reader where, or puts it among the downloads.
function saveFile(file, name) {
  const link = h("a", { href: URL.createObjectURL(file), download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000); // some browsers read it only when the reader has said where
}
