// LIX by the rule of exercises/models/readability.py, so that the page answers without a kernel.
// tests/browser/test_readability.py holds the two equal.

const LONG_WORD = 7; // letters
const LIX_INVISIBLE = /[\u00ad\u200b\u2060\ufeff]/gu;
const WORD = /[\p{L}\p{N}_]+(?:[.,'’\-–/][\p{L}\p{N}_]+)*/gu;
const SPACE = "[ \\t\\n\\r\\f\\v\\u00a0\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]";
const SENTENCE_END = new RegExp(
  `(?<![.!?:])[.!?:]+[»«”")]*${SPACE}+(?=[^\\p{L}\\p{N}_${SPACE.slice(1)}*[A-ZÆØÅ])|\\n${SPACE}*\\n|\\n${SPACE}*(?=[•▪◦●]${SPACE})`, "gu");
const LIX_LEVELS = [[25, "meget let"], [35, "let"], [45, "middel"], [55, "svær"]];

const lixLevel = (lix) => LIX_LEVELS.find(([limit]) => lix < limit)?.[1] ?? "meget svær";
const isLongWord = (word) => (word.match(/\p{L}/gu) ?? []).length >= LONG_WORD;

// The text as it is counted, its sentences as {text, words}, and what LIX is made of.
function readability(given) {
  const text = given.normalize("NFC").replace(LIX_INVISIBLE, "");
  const words = text.match(WORD) ?? [];
  const ends = [...text.matchAll(SENTENCE_END)].map((end) => end.index + end[0].length);
  const parts = [0, ...ends].map((start, i) => text.slice(start, ends[i] ?? text.length))
    .map((part) => ({ text: part, words: (part.match(WORD) ?? []).length }));
  const sentences = parts.filter((part) => part.words).length;
  const longWords = words.filter(isLongWord);
  const perSentence = words.length ? words.length / sentences : 0;
  const longShare = words.length ? (100 * longWords.length) / words.length : 0;
  return {
    parts, words, longWords, sentences, perSentence, longShare, lix: perSentence + longShare,
    longest: parts.reduce((most, part) => Math.max(most, part.words), 0),
  };
}
