// Light or dark before the first paint: the reader's own choice, else what the system prefers.
const THEME_KEY = "ledelsesrum-theme";

function readChoice() {
  try { return localStorage.getItem(THEME_KEY); } catch { return null; } // storage may be closed to file pages
}

function applyTheme(name) {
  document.documentElement.dataset.theme = name;
}

const prefersDark = matchMedia("(prefers-color-scheme: dark)");
applyTheme(readChoice() ?? (prefersDark.matches ? "dark" : "light"));
prefersDark.addEventListener("change", (event) => {
  if (!readChoice()) applyTheme(event.matches ? "dark" : "light");
});

document.addEventListener("DOMContentLoaded", () => {
  const button = document.querySelector(".lr-theme");
  const label = () => {
    const dark = document.documentElement.dataset.theme === "dark";
    button.textContent = dark ? "Lys" : "Mørk";
    button.setAttribute("aria-label", dark ? "Skift til lyse farver" : "Skift til mørke farver");
  };
  button.hidden = false;
  label();
  button.addEventListener("click", () => {
    applyTheme(document.documentElement.dataset.theme === "dark" ? "light" : "dark");
    try { localStorage.setItem(THEME_KEY, document.documentElement.dataset.theme); } catch { /* this page only */ }
    label();
  });
  const contents = document.querySelector(".lr-contents");
  for (const moved of ["click", "focusin"]) { // what has focus is never under the open contents
    document.addEventListener(moved, (event) => {
      if (!contents.contains(event.target)) contents.open = false;
    });
  }
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && contents.open) {
      contents.open = false;
      contents.querySelector("summary").focus();
    }
  });
});
