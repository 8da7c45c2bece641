// When Ledelsesrum was started again on another port, an open page still holds what was not yet saved. Browsers keep
// pages of two ports apart, so the page moves itself there and takes unsent answers and code along in its address.
// Both sides prove that they belong to the same reader: the secret is given only to pages that are logged in.

const UNSENT = /^ledelsesrum-(outbox|code):/;
const encoder = new TextEncoder();
let key = null;

const toBase64 = (bytes) => btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join("")).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
const fromBase64 = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (letter) => letter.charCodeAt(0));

// Learn the secret while there is still a server to ask.
export async function prepare(base) {
  const { secret } = await (await fetch(`${base}ledelsesrum/api/handover`)).json();
  key = await crypto.subtle.importKey("raw", encoder.encode(secret), { name: "HMAC", hash: "SHA-256" }, false, ["sign", "verify"]);
}

async function isSigned(text, signature) {
  try { return await crypto.subtle.verify("HMAC", key, fromBase64(signature), encoder.encode(text)); } catch { return false; }
}

// The port where the reader's server now runs, if it is not this page's. Cookies know no ports; this one is signed.
export async function newPort() {
  const [port, signature] = (document.cookie.match(/(?:^|; )ledelsesrum_port=([^;]*)/)?.[1] ?? "").split(".");
  return key && port && port !== location.port && (await isSigned(`port ${port}`, signature)) ? port : null;
}

export async function moveTo(port) {
  const entries = [];
  for (let i = 0; i < localStorage.length; i++) {
    const name = localStorage.key(i);
    if (UNSENT.test(name)) entries.push([name, localStorage.getItem(name)]);
  }
  const load = toBase64(encoder.encode(JSON.stringify(entries)));
  const signature = toBase64(new Uint8Array(await crypto.subtle.sign("HMAC", key, encoder.encode(load))));
  location.href = `${location.protocol}//${location.hostname}:${port}${location.pathname}#flyttet=${load}.${signature}`;
}

// Put what came along in the address among this page's own unsent answers and code.
export async function receive() {
  const [load, signature] = (location.hash.match(/^#flyttet=(.*)$/)?.[1] ?? "").split(".");
  if (!load) return;
  history.replaceState(null, "", location.pathname);
  if (!(await isSigned(load, signature))) return;
  for (const [name, entry] of JSON.parse(new TextDecoder().decode(fromBase64(load)))) {
    if (UNSENT.test(name)) localStorage.setItem(name, entry);
  }
}
