// What is written and not yet in the store, kept in the browser as the last resort: for when the desk, the page or the machine stops.

const PREFIX = "ledelsesrum-desk/";
let owner = "";

// Whose it is, and of which reading: the same text may be read more than once.
export const belongsTo = (grader, reading = "") => { owner = [grader, reading].filter(Boolean).join("/"); };

const place = (token) => `${PREFIX}${owner}/${token}`;

// False where the browser has no room, or keeps nothing.
export function keep(token, entry, based) {
  try {
    localStorage.setItem(place(token), JSON.stringify({ entry, based, time: new Date().toISOString() }));
    return true;
  } catch { return false; }
}

export function kept(token) {
  try { return JSON.parse(localStorage.getItem(place(token))); } catch { return null; }
}

export function forget(token) {
  try { localStorage.removeItem(place(token)); } catch { /* nothing is kept */ }
}

// A setting of the page's own.
export function setting(name, value) {
  try {
    if (value !== undefined) localStorage.setItem(PREFIX + name, JSON.stringify(value));
    return JSON.parse(localStorage.getItem(PREFIX + name));
  } catch { return null; }
}
