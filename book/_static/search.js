// Sphinx turns a catalog's plural rule into code with eval, which the pages' policy forbids. Danish has the plain rule.
Documentation.addTranslations = ({ messages, locale }) => {
  Object.assign(Documentation.TRANSLATIONS, messages);
  Documentation.PLURAL_EXPR = (count) => (count === 1 ? 0 : 1);
  Documentation.LOCALE = locale;
};

// The excerpts under the hits are fetched from the pages, and a browser fetches nothing from plain files.
if (location.protocol === "file:") DOCUMENTATION_OPTIONS.SHOW_SEARCH_SUMMARY = false;
