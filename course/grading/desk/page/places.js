// What an address shows. Of an assignment: #/A1 and #/A1/CELL/TOKEN (first reading), #/A1/anden… (second), #/A1/enige… (agreeing), and the
// pages #/A1/enighed and #/A1/overblik. Of the course: #/kalibrering, #/kalibrering/k01 and #/kalibrering/noegle.

import { showAgreement } from "./agreement.js";
import { showCalibration } from "./calibration.js";
import { showComparison } from "./comparison.js";
import { showGlance } from "./glance.js";
import { showOverview, showSecond } from "./overview.js";
import { showQueue } from "./queue.js";
import { calibration, ofReading } from "./sources.js";

const PAGES = { anden: showSecond, enige: showQueue, enighed: showAgreement, overblik: showGlance };
const READINGS = { anden: "second", enige: "agreed" };

// Either a page, or a desk: where its texts come from, and which.
export function placeOf([first, second, ...rest]) {
  if (first === "kalibrering") {
    if (!second) return { page: showCalibration };
    return second === "noegle" ? { page: showComparison } : { source: calibration, cell: "", token: second };
  }
  if (!second) return { page: showOverview, assignment: first };
  if (second in PAGES && (!rest.length || !(second in READINGS))) return { page: PAGES[second], assignment: first };
  if (second in READINGS) return { source: ofReading(first, READINGS[second], second), cell: rest[0], token: rest[1] };
  return { source: ofReading(first, "first"), cell: second, token: rest[0] };
}
