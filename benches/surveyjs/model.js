// The questionnaire as a SurveyJS model: one page per page, conditions as expressions.

import { domains, scales, fields, pages, texts } from "content";

const fieldOf = Object.fromEntries(fields.map((field) => [field.id, field]));
const FOCUS = "focus";

const applies = (domain) => (domain.supplement ? `{domain.${domain.id}.applies} = 'yes'` : "");
const isFocus = (domain) => `{${FOCUS}} contains '${domain.id}'`;
const and = (...parts) => parts.filter(Boolean).join(" and ") || undefined;
const fill = (text, values) => text.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
const toChoices = (pairs, alone) => pairs.map(([value, text]) => ({ value, text, ...(value === alone && { isExclusive: true }) }));
const html = (name, markup, visibleIf) => ({ type: "html", name, html: markup, visibleIf });

/** The whole survey. */
export function surveyModel(welcome) {
  return {
    locale: "nl",
    title: texts.app,
    showTitle: false,
    showProgressBar: true,
    progressBarLocation: "top",
    // One bar, as in Startbeeld: the default, a dot per page, takes two to three times as long at every tap.
    progressBarType: "questions",
    showQuestionNumbers: "off",
    textUpdateMode: "onTyping",
    questionErrorLocation: "bottom",
    showPreviewBeforeComplete: true,
    previewMode: "answeredQuestions",
    pagePrevText: texts.back,
    pageNextText: texts.next,
    previewText: texts.next,
    completeText: texts.next,
    editText: texts.review.change,
    completedHtml: `<h3>${pageOf("share").title}</h3><p>${pageOf("share").intro}</p>`,
    pages: modelPages(welcome),
  };
}

/** Where a page stands in the route, by its name. */
export const placeOf = (name) => {
  const [screen, part, domain] = name.split("/");
  return { screen, part, domain };
};

const pageOf = (screen) => pages.find((page) => page.screen === screen);
const nameOf = ({ screen, name = "" }, domain) => [screen, name, domain?.id ?? ""].join("/");

function modelPages(welcome) {
  const perFocus = pages.filter((page) => page.per === "focus");
  return pages.flatMap((page) => {
    if (page.screen === "welcome") return [welcomePage(page, welcome)];
    if (page.screen === "rules") return [rulesPage(page)];
    if (page.screen === "focus") return [focusPage(page)];
    if (page.per === "domain") return domains.map((domain, index) => domainPage(page, domain, index === 0));
    if (page.per === "focus") return page === perFocus[0] ? domains.flatMap((domain) => perFocus.map((one) => steeringPage(one, domain))) : [];
    return page.fields ? [plainPage(page)] : [];
  });
}

function welcomePage(page, words) {
  const promises = [words.lock, words.talk, words.skip, words.strong].map((text) => `<li>${text}</li>`).join("");
  return {
    name: nameOf(page),
    title: words.heading,
    description: words.lead,
    elements: [
      {
        type: "radiogroup", name: "route", title: words.route, defaultValue: "full", colCount: 2,
        choices: toChoices([["full", `${words.full} (${words.full_time})`], ["short", `${words.short} (${words.short_time})`]]),
      },
      html("promises", `<ul>${promises}</ul>`),
      { type: "boolean", name: "memory-only", renderAs: "checkbox", title: words.keep, titleLocation: "hidden", label: words.keep, description: words.keep_hint },
    ],
  };
}

function rulesPage(page) {
  const list = texts.rules.map((rule) => `<li>${rule}</li>`).join("");
  return {
    name: nameOf(page), title: page.title, description: page.intro,
    elements: [html("rules", `<ul>${list}</ul><p>${texts.rules_note}</p>`)],
  };
}

function domainPage(page, domain, first) {
  const elements = page.fields.map((id) => [id, fieldOf[id]])
    .filter(([, field]) => !field.only || domain.supplement)
    .map(([id, field]) => question(id.replace("{domain}", domain.id), field, {
      domain, visibleIf: field.only ? undefined : and(applies(domain)),
    }));
  const level = elements.findIndex((element) => element.name.endsWith(".level"));
  elements.splice(level + 1, 0, helpPanel(domain));
  return { name: nameOf(page, domain), title: domain.label, description: first ? `${domain.hint} ${page.intro}` : domain.hint, elements };
}

function helpPanel(domain) {
  const lines = domain.help.map(([text, phone]) => {
    const call = phone ? `<br><a href="tel:${phone.replaceAll(" ", "")}">${fill(texts.call, { phone })}</a>` : "";
    return `<li>${text}${call}</li>`;
  });
  return html(`help.${domain.id}`, `<p><b>${texts.acute_intro}</b></p><ul>${lines.join("")}</ul><p>${texts.acute_outro}</p>`,
    and(`{domain.${domain.id}.level} = '1'`, applies(domain)));
}

function focusPage(page) {
  const field = fieldOf[page.fields[0]];
  return {
    name: nameOf(page), title: page.title, description: page.intro,
    elements: [{
      type: "checkbox", name: FOCUS, title: field.label, valueName: FOCUS, colCount: 2,
      choices: domains.map((domain) => ({ value: domain.id, text: domain.label, visibleIf: and(applies(domain)) })),
    }],
  };
}

function steeringPage(page, domain) {
  return {
    name: nameOf(page, domain), title: page.title, description: [domain.label, page.intro].filter(Boolean).join(". "),
    visibleIf: and(isFocus(domain), applies(domain)),
    elements: page.fields.map((id) => question(id.replace("{domain}", domain.id), fieldOf[id])),
  };
}

function plainPage(page) {
  const elements = page.fields.flatMap((id) => {
    const field = fieldOf[id];
    if (field.each) return scales.obstacles.filter(([code]) => code !== "none").map(([code, option]) =>
      question(id.replace("{option}", code), field, { title: fill(field.label, { option }), visibleIf: `{${field.each}} contains '${code}'` }));
    return [question(id, field, { visibleIf: id === "plan.goal" ? "{plan.goal_domain} notempty" : undefined })];
  });
  return {
    name: nameOf(page), title: page.title, description: page.intro, elements,
    visibleIf: and(!page.short && "{route} <> 'short'", page.screen === "work" && page.name !== "motivation" && "{skipped} <> true"),
  };
}

function question(name, field, { domain, title = field.label, visibleIf } = {}) {
  const base = { name, title, description: field.hint, visibleIf };
  if (field.kind === "text") return { ...base, type: "comment", rows: 2, maxLength: field.max, description: field.hint ?? texts.optional };
  if (field.kind === "flag") return { ...base, type: "boolean", renderAs: "checkbox", titleLocation: "hidden", label: field.label };
  if (field.style === "ten") {
    return { ...base, type: "rating", rateMin: 0, rateMax: 10, displayMode: "buttons", minRateDescription: field.low, maxRateDescription: field.high };
  }
  const choices = choicesOf(name, field, domain);
  const type = field.kind === "many" ? "checkbox" : "radiogroup";
  return { ...base, type, choices, colCount: field.style === "row" ? 0 : field.style === "domains" ? 2 : 1 };
}

function choicesOf(name, field, domain) {
  if (field.ties === "goal") {
    return domains.flatMap((one) => toChoices(one.goals).map((choice) => ({ ...choice, visibleIf: `{plan.goal_domain} = '${one.id}'` })));
  }
  if (field.ties === "domain") {
    const shown = domains.map((one) => ({
      value: one.id, text: one.label,
      visibleIf: and(applies(one), name === "plan.goal_domain" && `({${FOCUS}} empty or ${isFocus(one)})`),
    }));
    return [...shown, ...(field.extra ? toChoices(scales[field.extra]) : [])];
  }
  return toChoices(field.scale === "level" ? [...domain.levels, ...scales.level] : scales[field.scale], field.alone);
}
