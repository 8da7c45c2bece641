// The answer, at reading size; above it, folded, what was asked, the guide, and the aids.

import { button, clock, el, number } from "./dom.js";
import { setting } from "./kept.js";
import { safe } from "./safe.js";
import { summary } from "./summary.js";

const BLANK = "Her er ikke skrevet noget. En tom besvarelse behøver ikke at blive læst: Den tæller som tom, når der udgives.";
const KINDS = { code: "kode", raw: "rå tekst" };

export class Script {
  constructor(question, commands, status) {
    Object.assign(this, { question, status });
    this.heading = el("h2", { tabindex: "-1", id: "script-title" });
    this.about = el("p", { class: "quiet about" });
    this.notices = el("div", { class: "notices" });
    this.aids = fold("aids", "");
    this.text = el("div", { class: "answer", lang: "da" });
    const moves = el("p", { class: "moves" },
      button("Forrige", "k", commands.previous), button("Næste", "j", commands.following), button("Næste ulæste", "n", commands.nextUnread));
    const { prompt_html: prompt, guide_html: guide, rubric } = question;
    this.prompt = fold("prompt", "Opgaven", el("div", { class: "course-text" }, safe(prompt)));
    this.guide = fold("guide", guide ? "Vejledning og grænsetilfælde" : "Grænsetilfælde", guide && el("div", { class: "course-text" }, safe(guide)),
      el("ol", { class: "borderline" }, ...rubric.borderline.map((one) => el("li", {}, one.da))));
    this.article = el("article", { id: "desk-script", tabindex: "0", "aria-labelledby": "script-title" },
      el("div", { class: "sheet" }, el("div", { class: "script-head" }, el("div", {}, this.heading, this.about), moves),
        el("div", { class: "folds" }, prompt && this.prompt, this.guide, this.aids), this.notices, this.text));
  }

  show(script) {
    this.script = script;
    this.heading.textContent = script.pseudonym;
    this.paint(script);
    this.notices.replaceChildren();
    this.showAids(script);
    if (script.problem) this.notice("attention", el("p", {}, script.problem));
    if (script.status === "blank") this.notice("", el("p", {}, BLANK));
    const many = script.parts.length > 1;
    this.text.replaceChildren(...script.parts.flatMap((part, place) => {
      const length = (many || part.asked) && `${number(part.words)} ord${asked(part.asked)}`;
      const told = [many && `Del ${place + 1}`, KINDS[part.kind], length].filter(Boolean).join(" · ");
      return [many && el("p", { class: "quiet part" }, told), el("div", { class: "part-text" }, safe(part.html))].filter(Boolean);
    }));
    this.article.scrollTop = 0;
  }

  paint({ number: place, total, status, flag, skipped }) {
    const words = [`tekst ${place} af ${total}`, this.status[status], skipped && "sprunget over"].filter(Boolean).join(" · ");
    const told = flag?.grader ? [`flag fra ${flag.grader}`, flag.reason].filter(Boolean).join(": ") : "har et flag";
    this.about.replaceChildren(words, ...(flag ? [" · ", el("span", { class: "attention" }, told)] : []));
  }

  showAids({ aids, parts }) {
    this.aids.hidden = !aids || !parts.length;
    if (this.aids.hidden) return;
    const [title, body] = this.aids.children;
    title.textContent = `${number(aids.words)} ord${asked(aids.asked)}`;
    title.append(el("span", { class: "quiet" }, " · hjælp, ikke karakter"));
    body.replaceChildren(
      el("p", { class: "quiet" }, "Tællingerne siger noget om længde og ordvalg, aldrig om, hvor god teksten er."),
      aids.coverage.length ? el("p", {}, "Så meget af opgavens egne ord går igen i svaret, sætning for sætning:") : null,
      aids.coverage.length ? el("ul", {}, ...aids.coverage.map(met)) : null,
      el("p", {}, aids.copied_share ? `${number(aids.copied_share * 100)} pct. af svarets ord står også i opgaven, mindst fem i træk.`
        : "Intet er skrevet af fra opgaven."),
    );
  }

  notice(kind, ...content) {
    const box = el("div", { class: `notice ${kind}` }, ...content);
    this.notices.append(box);
    return box;
  }

  // A mark of an earlier attempt: to look at, and to take over where the text is the same.
  showEarlier({ same_text: isSame, mark }, criteria, take) {
    const said = isSame ? "Den samme tekst blev bedømt i et tidligere forsøg" : "Et tidligere forsøg er bedømt; teksten er en anden nu";
    const box = this.notice("", el("details", {}, el("summary", {}, `${said} (${mark.grader}, ${clock(mark.time)})`),
      summary(mark.entry, this.question.rubric, criteria)));
    if (isSame) box.append(button("Overtag bedømmelsen som kladde", "", () => { take(mark.entry); box.querySelector("details").open = false; }));
  }

  // What was written and never reached the store.
  showRestored({ time }, drop) {
    const box = this.notice("attention", el("p", {}, `Det, du skrev ${clock(time)}, nåede ikke at blive gemt. Det står her igen og bliver gemt nu.`));
    box.append(button("Kast det bort", "", () => { box.remove(); drop(); }));
  }
}

function fold(name, title, ...content) {
  const details = el("details", { class: name, toggle: () => setting(`open-${name}`, details.open) }, el("summary", {}, title), el("div", {}, ...content));
  details.open = setting(`open-${name}`) ?? false;
  return details;
}

const asked = (words) => (words ? `, ${words[0]}–${words[1]} er der bedt om` : "");

const met = ({ sentence, share }) => el("li", {}, sentence, el("span", { class: "quiet" }, ` · ${touched(share)}`));

function touched(share) {
  if (!share) return "ingen af ordene";
  return share < 0.34 ? "få af ordene" : share < 0.67 ? "omkring halvdelen af ordene" : "de fleste af ordene";
}
