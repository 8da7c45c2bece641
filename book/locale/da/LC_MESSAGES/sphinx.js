// What the search says; Sphinx's own Danish lacks the sentence after a search.
Documentation.addTranslations({
  locale: "da",
  messages: {
    "Search Results": "Resultater",
    "Searching": "Søger",
    "Preparing search...": "Gør søgningen klar …",
    "Search finished, found ${resultCount} page(s) matching the search query.": "Antal steder med det, du søger: ${resultCount}",
    "Your search did not match any documents. Please make sure that all words are spelled correctly and that you've selected enough categories.":
      "Ingen sider har det, du søger. Prøv et andet ord eller færre ord.",
    ", in ": ", i ",
  },
});
