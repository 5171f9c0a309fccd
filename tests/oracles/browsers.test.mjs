// Holds the declared floor of browser versions to what the pages use, by the compatibility data of MDN.
//
// `features.json` says what is required and what is only nice to have. Everything that the styles use is looked up, so
// that a newer property does not slip in unseen, and the floor is no higher than what is required asks for.

import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import test from 'node:test';

const read = (path) => readFileSync(new URL(path, import.meta.url), 'utf8');
const data = JSON.parse(read('node_modules/@mdn/browser-compat-data/data.json'));
const { floor, required, required_where_asked: asked, optional } = JSON.parse(read('features.json'));
const browsers = Object.keys(floor);

const find = (path) => path.split('/').reduce((at, part) => at?.[part], data)?.__compat;

// The version in which a feature is there for everybody: without a switch, a prefix or another name.
function since(path, browser) {
  const support = [find(path).support[browser]].flat();
  const whole = support.find((one) => !one.flags && !one.prefix && !one.alternative_name && !one.partial_implementation)
    ?? support.find((one) => !one.flags && !one.prefix && !one.alternative_name);
  const version = whole?.version_added;
  return typeof version === 'string' && /\d/.test(version) && !whole.version_removed
    ? Number.parseFloat(version.replace('≤', ''))
    : Number.POSITIVE_INFINITY;
}

const isNewer = (path) => browsers.some((browser) => since(path, browser) > Number.parseFloat(floor[browser]));

// Everything in the styles of which the data knows when it came.
function used() {
  const folder = new URL('../../styles/', import.meta.url);
  const css = readdirSync(folder).map((name) => readFileSync(new URL(name, folder), 'utf8')).join('\n')
    .replace(/\/\*[\s\S]*?\*\//g, '');
  const all = (pattern, place) => [...css.matchAll(pattern)].map(([, name]) => `${place}/${name}`);
  const paths = new Set([
    ...all(/(?:^|[;{])\s*([a-z]+(?:-[a-z]+)*)\s*:/gm, 'css/properties'),
    ...all(/::?([a-z]+(?:-[a-z]+)*)/g, 'css/selectors'),
    ...all(/@([a-z]+(?:-[a-z]+)*)/g, 'css/at-rules'),
    ...all(/@media[^{]*\(([a-z]+(?:-[a-z]+)*)/g, 'css/at-rules/media'),
    ...all(/(min|max|clamp)\(/g, 'css/types'),
    ...all(/(color-mix|light-dark|oklch|oklab)\(/g, 'css/types/color'),
  ]);
  if (/\d[sld]v[hwbi]/.test(css)) paths.add('css/types/length/viewport_percentage_units_dynamic');
  // A pseudo-class may look like a property and the other way around; only what the data knows counts.
  return [...paths].filter(find);
}

test('what is required is there in every browser of the floor', () => {
  for (const path of Object.keys(required)) {
    assert.ok(find(path), `the data knows no ${path}`);
    for (const browser of browsers) {
      assert.ok(since(path, browser) <= Number.parseFloat(floor[browser]), `${path} came to ${browser} in ${since(path, browser)}`);
    }
  }
});

test('the floor is no higher than it has to be', () => {
  for (const browser of browsers) {
    const here = Object.keys(asked).filter((path) => asked[path].browsers.includes(browser));
    const highest = Math.max(...[...Object.keys(required), ...here].map((path) => since(path, browser)));
    assert.equal(highest, Number.parseFloat(floor[browser]), browser);
  }
});

test('what the styles use and older browsers of the floor do not know is named, with what is missing then', () => {
  const newer = used().filter(isNewer).sort();
  assert.ok(used().length > 100, 'the styles were not read');
  assert.deepEqual(newer.filter((path) => !(path in optional)), [], 'newer than the floor and not named');
  const gone = Object.keys(optional).filter((path) => !newer.includes(path));
  assert.deepEqual(gone, [], 'named, but not used or not newer than the floor');
});

test('every ability that the program is compiled for is required', () => {
  const names = {
    'bulk-memory': 'bulk-memory-operations',
    'bulk-memory-opt': 'bulk-memory-operations',
    'nontrapping-float-to-int': 'non-trapping-float-to-int-conversions',
    'sign-ext': 'sign-extension-operations',
    'reference-types': 'reference-types',
    multivalue: 'multi-value',
    // As old as WebAssembly itself in all of these browsers; the data does not list it.
    'mutable-globals': null,
  };
  for (const page of ['index.html', 'coach.html']) {
    const flags = [...read(`../../${page}`).matchAll(/--enable-([a-z-]+)/g)].map(([, name]) => name);
    assert.ok(flags.length > 4, page);
    for (const flag of flags) {
      assert.ok(flag in names, `${page} is compiled for ${flag}`);
      assert.ok(names[flag] === null || `webassembly/${names[flag]}` in required, flag);
    }
  }
});

test('the document says the same', () => {
  const text = read('../../docs/browsers.md');
  const titles = { chrome: 'Chrome', edge: 'Edge', firefox: 'Firefox', safari: 'Safari', samsunginternet_android: 'Samsung Internet' };
  for (const browser of browsers) {
    const version = Number.parseFloat(floor[browser]);
    assert.match(text, new RegExp(`^\\| ${titles[browser]}[^|]*\\| ${version} \\|`, 'm'), browser);
  }
});
