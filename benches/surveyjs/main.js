// The page in SurveyJS: the model, the answers on this device, and the attributes that a driver looks for.

import { Model, settings } from "survey-core";
import "survey-core/i18n/dutch";
import "survey-core/survey-core.fontless.css";
import { domains, focusMax, texts, welcome } from "content";
import { renderSurvey } from "survey-js-ui";
import { placeOf, surveyModel } from "./model.js";
import "./style.css";

// Startbeeld moves nothing either, and an old phone is quicker without.
settings.animationEnabled = false;
const KEY = "surveyjs";
const root = document.getElementById("survey");
const survey = new Model(surveyModel(welcome));
const focus = survey.getQuestionByName("focus");

// --- the answers on this device

function save() {
  if (survey.getValue("memory-only")) return;
  try {
    localStorage.setItem(KEY, JSON.stringify({ data: survey.data, page: survey.state === "preview" ? "review" : survey.currentPage?.name }));
  } catch {
    // Everything stays in memory.
  }
}

function resume() {
  try {
    const { data, page } = JSON.parse(localStorage.getItem(KEY));
    survey.data = data;
    if (page === "review") survey.showPreview();
    else survey.currentPage = survey.getPageByName(page) ?? survey.currentPage;
  } catch {
    // Nothing kept: a new beginning.
  }
}

survey.onValueChanged.add((_, { name, value }) => {
  if (name === "memory-only" && value) localStorage.removeItem(KEY);
  if (name === "route") limitFocus();
  save();
});

// --- what depends on other answers and has no expression of its own

function limitFocus() {
  const max = focusMax[survey.getValue("route") ?? "full"];
  survey.setVariable("max", max);
  focus.maxSelectedChoices = max;
  if (focus.value?.length > max) focus.value = focus.value.slice(0, max);
}

function tagFocus() {
  for (const choice of focus.choices) {
    const domain = domains.find(({ id }) => id === choice.value);
    const tag = survey.getValue(`domain.${domain.id}.talk`) ? texts.marked : domain.id === "work" && texts.suggested;
    choice.text = tag ? `${domain.label} (${tag})` : domain.label;
  }
}

survey.onCurrentPageChanging.add((_, { newCurrentPage }) => {
  if (newCurrentPage.name.startsWith("focus")) tagFocus();
});

survey.onCurrentPageChanged.add(() => {
  survey.pageNextText = survey.isFirstPage ? texts.start : texts.next;
  const isWork = survey.currentPage?.name.startsWith("work/motivation") ?? false;
  skip.visible = isWork;
  // Who comes back to the job search and goes on has not passed over it.
  if (isWork) survey.clearValue("skipped");
});

const skip = survey.addNavigationItem({
  id: "skip",
  title: texts.skip,
  visible: false,
  innerCss: "sd-btn sd-navigation__skip-btn",
  action: () => {
    survey.setValue("skipped", true);
    survey.nextPage();
  },
});

// The review has a way back to each page, and none to the page before it.
const leave = survey.addNavigationItem({
  id: "leave-review",
  title: texts.back,
  visible: false,
  visibleIndex: 0,
  innerCss: "sd-btn sd-navigation__leave-btn",
  action: () => survey.cancelPreview(),
});

// --- the attributes that a driver looks for

survey.onAfterRenderQuestion.add((_, { question, htmlElement }) => {
  // In the review the questions only show what was answered.
  if (survey.state === "preview" || question.getType() === "html") return;
  if (question !== focus) {
    htmlElement.dataset.question = question.name;
    return;
  }
  for (const input of htmlElement.querySelectorAll("input")) input.closest(".sd-item").dataset.question = `focus.${input.value}`;
});

survey.onAfterRenderPage.add(() => {
  mark();
  save();
});
survey.onComplete.add(mark);

function mark() {
  const place = survey.state === "completed" ? { screen: "share" } : survey.state === "preview" ? { screen: "review" } : placeOf(survey.currentPage.name);
  for (const name of ["screen", "part", "domain"]) {
    if (place[name]) root.dataset[name] = place[name];
    else delete root.dataset[name];
  }
  root.dataset.ready = "true";
  leave.visible = survey.state === "preview";
  markButtons();
}

// The buttons come and go with the pages; there is no event for one that was drawn.
function markButtons() {
  const isStart = survey.state === "running" && survey.isFirstPage;
  const actions = { prev: "back", next: isStart ? "start" : "next", preview: "next", complete: "next", skip: "skip", leave: "back" };
  for (const [name, action] of Object.entries(actions)) {
    for (const button of root.getElementsByClassName(`sd-navigation__${name}-btn`)) button.dataset.action = action;
  }
  if (survey.state === "preview") {
    for (const button of root.getElementsByClassName("sd-btn--small")) button.dataset.action = "change";
  }
}

new MutationObserver(markButtons).observe(root, { childList: true, subtree: true });

resume();
limitFocus();
tagFocus();
survey.pageNextText = survey.isFirstPage ? texts.start : texts.next;
renderSurvey(survey, root);
if (navigator.serviceWorker) addEventListener("load", () => navigator.serviceWorker.register("sw.js").catch(() => {}));
