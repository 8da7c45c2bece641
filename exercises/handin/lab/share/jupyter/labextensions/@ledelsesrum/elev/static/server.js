// Questions to the server extension (exercises/handin/lab/handlers.py) and what it says when it cannot answer.

import { ServerConnection, URLExt } from "./jupyter.js";

const GONE = "JupyterLab kan ikke få fat i det program, opgaven kører i. Er vinduet, du startede opgaven fra, lukket, så start opgaven igen. "
  + "Luk ikke denne side endnu: Her står stadig det, du har skrevet. Når programmet kører igen, så gem, og prøv knappen en gang til.";
const UNKNOWN = "Programmet bag JupyterLab kender ikke Ledelsesrums knapper. Start opgaven med start-filen i opgavens mappe.";
const SHUT = "Adgangen er udløbet. Åbn adressen fra det vindue, du startede opgaven fra, og prøv igen.";
const FAULT = "Der skete en fejl i programmet. Din notesbog er gemt, og intet er gået tabt. Prøv igen. "
  + "Sker det en gang til, så skriv til din underviser, og læg notesbogen ved, som den er.";

// Why something could not be done: a message to the student.
export class Refused extends Error {}

// Ask the server for `path`, below its base address; with a `body` it is a POST. Gives its answer.
export async function ask(path, body, signal) {
  const settings = ServerConnection.makeSettings();
  const request = body ? { method: "POST", body: JSON.stringify(body), signal } : { signal };
  let response;
  try {
    response = await ServerConnection.makeRequest(URLExt.join(settings.baseUrl, path), request, settings);
  } catch {
    throw new Refused(GONE);
  }
  const answer = await response.json().catch(() => ({}));
  if (!response.ok) throw new Refused(answer.problem ?? { 403: SHUT, 404: UNKNOWN }[response.status] ?? FAULT);
  return answer;
}
