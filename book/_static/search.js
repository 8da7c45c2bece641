// Sphinx turns a catalog's plural rule into code with eval, which the pages' policy forbids. Danish has the plain rule.
Documentation.addTranslations = ({ messages, locale }) => {
  Object.assign(Documentation.TRANSLATIONS, messages);
  Documentation.PLURAL_EXPR = (count) => (count === 1 ? 0 : 1);
  Documentation.LOCALE = locale;
};
