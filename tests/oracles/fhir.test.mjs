// Checks the FHIR export with two programs that others wrote: the structure with `fhir`, which knows the definitions of
// R4, and the forms with LHC-Forms, which is given the questionnaire and the answers and shows them.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import test from 'node:test';
import { fileURLToPath } from 'node:url';
import { JSDOM, VirtualConsole } from 'jsdom';
import fhir from 'fhir';

const root = fileURLToPath(new URL('../../', import.meta.url));
// STARTBEELD names a command line that is built already; otherwise cargo gives the one that belongs to this source.
const [program, ...first] = process.env.STARTBEELD
  ? [process.env.STARTBEELD]
  : ['cargo', 'run', '--quiet', '--all-features', '--bin', 'startbeeld', '--'];
const startbeeld = (args, input = '') =>
  execFileSync(program, [...first, ...args], { cwd: root, input, encoding: 'utf8', maxBuffer: 1e8, stdio: ['pipe', 'pipe', 'ignore'] });

const questionnaire = JSON.parse(startbeeld(['export', '--format', 'fhir', '--questionnaire']));
const people = startbeeld(['simulate', '--count', '60', '--seed', '1']);
const responses = startbeeld(['export', '--format', 'fhir'], people).trim().split('\n').map((line) => JSON.parse(line));

test('the structure is that of R4', () => {
  const validator = new fhir.Fhir();
  for (const resource of [questionnaire, ...responses]) {
    const { valid, messages } = validator.validate(resource);
    assert.ok(valid && messages.length === 0, JSON.stringify(messages.slice(0, 5)));
  }
  const { valid } = validator.validate({ ...questionnaire, status: 'nonsense' });
  assert.ok(!valid, 'the validator sees faults');
});

// What a browser has and jsdom has not. None of it decides what is shown.
const missing = {
  TextEncoder,
  TextDecoder,
  structuredClone,
  matchMedia: () => ({ matches: false, addListener() {}, removeListener() {}, addEventListener() {}, removeEventListener() {} }),
  ResizeObserver: class { observe() {} unobserve() {} disconnect() {} },
  IntersectionObserver: class { observe() {} unobserve() {} disconnect() {} },
  fetch: () => Promise.reject(new Error('there is no network in this test')),
};
const built = new URL('./node_modules/lforms/dist/lforms/', import.meta.url);
const scripts = ['webcomponent/assets/lib/zone.min.js', 'webcomponent/lhc-forms.js', 'fhir/R4/lformsFHIR.min.js'];

// A page with LHC-Forms in it, and everything it complains about.
function page() {
  const faults = [];
  const virtualConsole = new VirtualConsole();
  virtualConsole.on('jsdomError', (error) => faults.push(String(error.detail ?? error)));
  virtualConsole.on('error', (...words) => faults.push(words.join(' ')));
  const options = { runScripts: 'outside-only', pretendToBeVisual: true, url: 'http://localhost/', virtualConsole };
  const { window } = new JSDOM('<!doctype html><div id="form"></div>', options);
  for (const [name, value] of Object.entries(missing)) window[name] ??= value;
  for (const script of scripts) window.eval(readFileSync(new URL(script, built), 'utf8'));
  return { window, faults };
}

// Every answer by its question, groups or not.
const answers = (resource) =>
  (resource.item ?? []).flatMap((item) => [
    ...(item.answer ? [[item.linkId, item.answer.map(({ item: _, ...answer }) => answer)]] : []),
    ...answers(item),
  ]);

const { window, faults } = page();
const { Util } = window.LForms;

async function shown(response) {
  Util.removeFormsFromPage('form');
  const form = Util.convertFHIRQuestionnaireToLForms(structuredClone(questionnaire), 'R4');
  await Util.addFormToPage(Util.mergeFHIRDataIntoLForms('QuestionnaireResponse', structuredClone(response), form, 'R4'), 'form', {});
  return Util.getFormFHIRData('QuestionnaireResponse', 'R4');
}

test('LHC-Forms shows the questionnaire and gives every answer back', async () => {
  const full = responses.filter((response) => answers(response).length > 20).slice(0, 6);
  assert.ok(full.length === 6);
  for (const response of full) {
    const back = new Map(answers(await shown(response)));
    for (const [question, given] of answers(response)) {
      assert.deepEqual(JSON.parse(JSON.stringify(back.get(question) ?? null)), given, question);
    }
    const { body } = window.document;
    assert.ok(body.querySelectorAll('input').length > 50);
    const level = answers(response).find(([question]) => question.endsWith('.level'))[1][0].valueCoding;
    const fields = [...body.querySelectorAll('input')].map((input) => input.value);
    assert.ok(fields.includes(level.display), level.display);
  }
  assert.deepEqual(faults, []);
});

test.after(() => window.close());
