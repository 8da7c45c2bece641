// The desk's HTTP contract. An answer that is not the expected one is an ApiError: status 0 where nobody answered.

export class ApiError extends Error {
  constructor(status, body) {
    super(body?.message ?? "Rettebordet svarer ikke. Se efter, om programmet stadig kører.");
    Object.assign(this, { status, body });
  }
}

const LIMIT = { GET: 60_000, other: 15_000 }; // milliseconds; the first reading of a large class takes its time
const path = (...parts) => `api/${parts.map(encodeURIComponent).join("/")}`;
const asking = (address, query) => `${address}?${new URLSearchParams(query)}`;

async function ask(method, address, { body, keepalive = false, signal } = {}) {
  const headers = { Accept: "application/json" };
  if (method !== "GET") headers["X-XSRFToken"] = document.cookie.match(/(?:^|; )_xsrf=([^;]*)/)?.[1] ?? "";
  if (body !== undefined) headers["Content-Type"] = "application/json";
  const limit = AbortSignal.timeout(LIMIT[method] ?? LIMIT.other);
  let answer;
  try {
    answer = await fetch(address, {
      method, headers, keepalive, redirect: "error", body: body === undefined ? undefined : JSON.stringify(body),
      signal: signal ? AbortSignal.any([signal, limit]) : limit,
    });
    if (answer.status === 204) return null;
    const content = await answer.json();
    if (answer.ok) return content;
    throw new ApiError(answer.status, content);
  } catch (error) {
    if (error instanceof ApiError || signal?.aborted) throw error;
    throw new ApiError(answer && !answer.ok ? answer.status : 0, null);
  }
}

export const start = () => ask("GET", path("start"));
export const overview = (assignment) => ask("GET", path("assignments", assignment));
export const question = (assignment, cell) => ask("GET", path("assignments", assignment, "questions", cell));
export const next = (assignment, cell, after) => ask("GET", asking(path("assignments", assignment, "questions", cell, "next"), after ? { after } : {}));
export const script = (token) => ask("GET", path("scripts", token));
export const save = (token, body, keepalive) => ask("PUT", path("scripts", token, "mark"), { body, keepalive });
export const tag = (token, kind, raised, reason = "") => ask("PUT", path("scripts", token, "tags", kind), { body: { raised, reason } });
export const undo = (assignment, cell) => ask("POST", path("assignments", assignment, "questions", cell, "undo"), { body: {} });
export const phrases = (search, criterion, signal) => ask("GET", asking(path("phrases"), criterion ? { search, criterion } : { search }), { signal });
export const keepPhrase = (text, criterion) => ask("POST", path("phrases"), { body: { text, criterion } });
export const removePhrase = (id) => ask("DELETE", path("phrases", id));
export const usePhrase = (id) => ask("POST", path("phrases", id, "use"), { body: {} });
