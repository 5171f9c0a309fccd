// The questionnaire as one compact object, made from the content that Startbeeld itself is built from.
//
// What is empty or the default is left out. Placeholders in identifiers stay as they are: `{domain}` makes one
// question per life domain, `{option}` one per chosen option of the question named in `each`.

import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { parse } from "smol-toml";

export async function readContent(root) {
  const read = async (name) => parse(await readFile(join(root, "src/content", name), "utf8"));
  const [instrument, questions, domainTexts, feedback, client, help] = await Promise.all(
    ["instrument.toml", "nl/questions.toml", "nl/domains.toml", "nl/feedback.toml", "nl/client.toml", "nl/help.toml"].map(read),
  );
  return {
    content: {
      domains: instrument.domain.map((domain) => domainOf(domain, domainTexts[domain.id], help[domain.id])),
      scales: scalesOf(instrument.scales, questions.scale),
      fields: instrument.field.map((field) => fieldOf(field, questions)),
      pages: instrument.page.map((page) => pageOf(page, questions.page)),
      focusMax: { full: instrument.steering.focus_max, short: instrument.steering.focus_max_short },
      texts: textsOf(client, feedback),
    },
    welcome: client.welcome,
    texts: { ...questions, ...client, feedback },
  };
}

function domainOf(domain, texts, help = []) {
  return compact({
    id: domain.id,
    label: texts.label,
    hint: texts.hint,
    supplement: domain.supplement,
    levels: ["1", "2", "3", "4", "5"].map((level) => [level, texts.level[level]]),
    goals: domain.goals.map((goal) => [`${domain.id}.${goal}`, texts.goal[goal]]),
    help: help.map(({ text, phone }) => (phone ? [text, phone] : [text])),
  });
}

function scalesOf(scales, texts) {
  const named = { ...scales, talk_first: ["other"] };
  const pairs = Object.entries(named).map(([name, codes]) => [
    name,
    // The levels 1 to 5 have their words with the domain; the numbers 0 to 10 are their own words.
    codes.filter((code) => name === "ten" || texts[name]?.[code]).map((code) => (name === "ten" ? [code] : [code, texts[name][code]])),
  ]);
  return Object.fromEntries(pairs);
}

function fieldOf(field, questions) {
  // `domain.{domain}.level` has its words under `domain.level`, `focus.{domain}` under `focus`.
  const texts = questions.field[field.id.replace(/\.\{\w+\}/, "")];
  return compact({
    id: field.id,
    kind: field.kind,
    style: field.style,
    scale: field.scale,
    ties: typeof field.ties === "string" ? field.ties : undefined,
    extra: field.extra ? "talk_first" : undefined,
    each: field.each,
    only: field.only,
    alone: field.alone,
    max: field.max,
    label: texts.label,
    hint: texts.hint,
    short: texts.short,
    low: texts.low,
    high: texts.high,
  });
}

function pageOf(page, texts) {
  const words = texts[page.name ? `${page.screen}.${page.name}` : page.screen] ?? {};
  return compact({
    screen: page.screen,
    name: page.name,
    per: page.per,
    fields: page.fields,
    short: page.short,
    title: words.title,
    intro: words.intro,
  });
}

function textsOf(client, feedback) {
  return {
    app: client.app,
    next: client.next,
    back: client.back,
    start: client.welcome.start,
    optional: client.optional,
    progress: client.progress,
    page_of: client.page_of,
    route_label: client.route_label,
    rules: [0, 1, 2, 3, 4].map((number) => client.rules[number]),
    rules_note: client.rules.note,
    acute_intro: feedback.acute.intro,
    acute_outro: feedback.acute.outro,
    call: client.help.call,
    suggested: client.focus.suggested,
    marked: client.focus.marked,
    limit: client.focus.limit,
    count: client.focus.count,
    skip: client.work.skip,
    review: client.review,
    storage_off: client.notice.storage_off,
    resumed: client.notice.resumed,
  };
}

function compact(object) {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined && value !== "" && value !== false));
}
