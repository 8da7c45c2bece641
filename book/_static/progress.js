// On a page that lists sections: how many of each section's questions have an answer in the reader's own log.
// Where there is no such log, as in a plain file, the list says how many questions there are.
"use strict";

const said = ({ answered, items }) => (answered === items ? `alle ${items} besvaret` : `${answered} af ${items} besvaret`);

async function showProgress() {
  const answer = await fetch(`${location.pathname.split("bog/")[0]}ledelsesrum/api/progress`).catch(() => null);
  if (!answer?.ok) return;
  for (const [section, count] of Object.entries(await answer.json())) {
    const place = document.getElementById(`svar-${section.replace(".", "-")}`);
    if (place && count.answered) place.textContent = said(count);
  }
}

if (location.protocol !== "file:") addEventListener("pageshow", showProgress); // also when the reader comes back to the page
