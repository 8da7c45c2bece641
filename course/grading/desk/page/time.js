// How long a script has been worked on: counted while the page is in sight and somebody has done something within two minutes.

const IDLE = 120_000;
const SIGNS = ["keydown", "pointerdown", "pointermove", "wheel", "scroll", "touchstart"];

let spent = 0, last = null;

function count() {
  const now = performance.now();
  if (last !== null) spent += Math.min(now - last, IDLE);
  last = document.visibilityState === "visible" ? now : null;
}

for (const sign of SIGNS) addEventListener(sign, () => last !== null && performance.now() - last < 1000 || count(), { capture: true, passive: true });
document.addEventListener("visibilitychange", count);

export function restart() {
  [spent, last] = [0, document.visibilityState === "visible" ? performance.now() : null];
}

export function seconds() {
  count();
  return Math.round(spent / 100) / 10;
}

// These seconds stand in the store now.
export function paid(stored) {
  spent = Math.max(0, spent - stored * 1000);
}
