// What a grader has put down about one script, as the contract's EntryView. Pure functions.

export const empty = () => ({ levels: {}, comment: "", next_step: "", state: "draft" });

export function same(one, other) {
  return said(one) === said(other);
}

function said({ levels, comment, next_step, state }) {
  const given = Object.keys(levels).sort().map((name) => [name, levels[name].level, levels[name].comment]);
  return JSON.stringify([given, comment, next_step, isEmpty({ levels, comment, next_step }) ? "draft" : state]);
}

export const isEmpty = ({ levels, comment, next_step }) => !(Object.keys(levels).length || comment || next_step);

// The criteria that have no level yet, and those that cannot be assessed without it being said why.
export const missing = (entry, criteria) => criteria.filter(({ id }) => !(id in entry.levels));
export const unexplained = (entry, criteria) =>
  criteria.filter(({ id }) => entry.levels[id]?.level === null && !entry.levels[id].comment.trim() && !entry.comment.trim());
export const isWhole = (entry, criteria) => !missing(entry, criteria).length && !unexplained(entry, criteria).length;

// Only the criteria that count now: an old mark may have been given by another version of the rubric.
export function counted(entry, criteria) {
  const levels = Object.fromEntries(criteria.filter(({ id }) => id in entry.levels).map(({ id }) => [id, entry.levels[id]]));
  return { ...entry, levels };
}

export function statusOf(entry, bare) {
  if (isEmpty(entry)) return bare;
  if (entry.state === "draft") return "draft";
  return Object.values(entry.levels).some(({ level }) => level === null) ? "unsettled" : "final";
}
