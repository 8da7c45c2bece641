// What the reader sees back: the course's words with the figures of the reader's own answer in them.

const isTrue = ({ any, none, figure, at_least, at_most }, figures, chosen) =>
  (!any.length || any.some((id) => chosen.includes(id))) && !none.some((id) => chosen.includes(id))
  && (!figure || (figures[figure] !== undefined && figures[figure] >= (at_least ?? -Infinity) && figures[figure] <= (at_most ?? Infinity)));

function replies(item, answer, context) {
  if (!answer || !item.back.length) return [];
  const kind = kinds[item.kind];
  const figures = kind.figures(item, answer.value, context);
  const chosen = kind.chosen?.(item, answer.value, context) ?? [];
  return item.back.filter(({ when }) => isTrue(when, figures, chosen)).flatMap(({ text }) => {
    const names = [...text.matchAll(/\{([^{}]*)\}/g)].map(([, name]) => name);
    if (names.some((name) => figures[name] === undefined)) return [];
    return paragraphs(text.replace(/\{([^{}]*)\}/g, (_, name) => told(figures[name])));
  });
}
