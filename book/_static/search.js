// Sphinx turns a catalog's plural rule into code with eval, which the pages' policy forbids. Danish has the plain rule.
Documentation.addTranslations = ({ messages, locale }) => {
  Object.assign(Documentation.TRANSLATIONS, messages);
  Documentation.PLURAL_EXPR = (count) => (count === 1 ? 0 : 1);
  Documentation.LOCALE = locale;
};

// The excerpts under the hits are fetched from the pages, and a browser fetches nothing from plain files.
if (location.protocol === "file:") DOCUMENTATION_OPTIONS.SHOW_SEARCH_SUMMARY = false;

// How many pages were found is said to those who do not see it; the list itself is theirs to read.
const { query } = Search;
Search.query = (words) => {
  Search.status.setAttribute("role", "status");
  query(words);
};

// The excerpts are of what a page says, not of its folded code and its state line.
const { htmlToText } = Search;
Search.htmlToText = (html, anchor) => {
  const page = new DOMParser().parseFromString(html, "text/html");
  page.querySelectorAll("details.hide, .lr-state, .lr-turn").forEach((part) => part.remove());
  return htmlToText(page.documentElement.outerHTML, anchor);
};
