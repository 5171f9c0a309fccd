// What the client's page hands over, judged by programs of others: jose opens what is sealed, and two readers read the
// codes from pictures as a camera takes them, 300 pixels wide, turned, out of focus and dim. The program that seals and
// draws is the one that clients get.

import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import test from 'node:test';
import { fileURLToPath } from 'node:url';
import { compactDecrypt } from 'jose';
import jsqr from 'jsqr';
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';
import { decode } from './decoder.mjs';

const WIDTH = 300;
const PICTURES = 100;
const WANTED = 95;
const dist = new URL('../../dist/', import.meta.url);
const named = (start, end) => readdirSync(dist).find((name) => name.startsWith(start) && name.endsWith(end));

// The program asks a browser for the address of the page and for its ciphers; Node has the ciphers.
globalThis.Window = class Window {};
Object.setPrototypeOf(globalThis, Window.prototype);
globalThis.document = { baseURI: 'https://voorbeeldstad.nl/startbeeld/' };
globalThis.window = globalThis;
const program = await import(new URL(named('parcel-', '.js'), dist));
program.initSync({ module: readFileSync(new URL(named('parcel-', '.wasm'), dist)) });

// A desk is what one instance of the app makes things at. There are no words on it: only what leaves is looked at.
function deskOf(config) {
  const desk = program.open(config, 'https://voorbeeldstad.nl/startbeeld/coach/');
  desk.speak('\u001f'.repeat(2000));
  return desk;
}

const require = createRequire(import.meta.url);
const wasm = require.resolve('zxing-wasm/reader/zxing_reader.wasm');
prepareZXingModule({ overrides: { wasmBinary: readFileSync(wasm).buffer } });

// Somebody who answered every question and shares everything.
const { profile } = JSON.parse(readFileSync(new URL('../vectors/answers-high-full.json', import.meta.url), 'utf8'));
const questions = Object.entries(profile.answers).map(([question, answer]) => `${question}=${answer === true ? 'yes' : [answer].flat().join(',')}`);
const parts = new Set(questions.map((line) => line.match(/^domain\.(\w+)/)?.[1]).filter(Boolean));
for (const part of [...parts, 'work_search', 'strengths', 'plan']) questions.push(`share.${part}=on`);
const session = (words) =>
  ['startbeeld-session 1', 'route=full', 'page=share', ...questions, ...(words ? [`plan.coach_must_know=${words}`] : [])].join('\n');

// A small generator (xorshift), so that every run judges the same pictures.
function random(seed) {
  let state = seed;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}

/** The dark modules of a drawing: a path of runs `M x y h n v1 h-n z`. */
function modules(path, side) {
  const grid = Array.from({ length: side }, () => new Uint8Array(side));
  for (const [, x, y, run] of path.matchAll(/M(\d+) (\d+)h(\d+)/g)) grid[y].fill(1, +x, +x + +run);
  return grid;
}

/** A grey picture of it, the code 300 pixels wide. */
function photograph(grid, next) {
  const side = grid.length;
  const size = Math.ceil(WIDTH * 1.25);
  const angle = ((next() * 20 - 10) * Math.PI) / 180;
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const scale = side / WIDTH;
  let grey = new Float32Array(size * size);
  for (let y = 0; y < size; y++)
    for (let x = 0; x < size; x++) {
      let light = 0;
      for (const dy of [0.17, 0.5, 0.83])
        for (const dx of [0.17, 0.5, 0.83]) {
          const [a, b] = [x + dx - size / 2, y + dy - size / 2];
          const u = Math.floor((cos * a + sin * b) * scale + side / 2);
          const v = Math.floor((cos * b - sin * a) * scale + side / 2);
          light += grid[v]?.[u] ? 0 : 1;
        }
      grey[y * size + x] = light / 9;
    }
  const sigma = 0.6 + next() * 0.4;
  const kernel = [-2, -1, 0, 1, 2].map((at) => Math.exp((-at * at) / (2 * sigma * sigma)));
  const total = kernel.reduce((sum, weight) => sum + weight);
  for (const [step, limit] of [[1, (i) => i % size], [size, (i) => Math.floor(i / size)]]) {
    const blurred = new Float32Array(grey.length);
    for (let i = 0; i < grey.length; i++)
      for (let k = -2; k <= 2; k++) {
        const inside = limit(i) + k >= 0 && limit(i) + k < size;
        blurred[i] += (kernel[k + 2] / total) * grey[inside ? i + k * step : i];
      }
    grey = blurred;
  }
  // A dim room: white is a dark grey, black is not black, and the sensor is noisy.
  const white = 90 + next() * 40;
  const black = 20 + next() * 15;
  const data = new Uint8ClampedArray(size * size * 4);
  for (let i = 0; i < grey.length; i++) {
    const value = black + grey[i] * (white - black) + (next() - 0.5) * 10;
    data.set([value, value, value, 255], i * 4);
  }
  return { data, width: size, height: size, colorSpace: 'srgb' };
}

async function judge(t, what, config, words, largest) {
  const desk = deskOf(config ? { keys: [config] } : {});
  const read = { jsqr: 0, zxing: 0 };
  let version = 0;
  for (let seed = 1; seed <= PICTURES; seed++) {
    const [, sealed, , , , drawn, box, path] = await desk.prepare(session(words), 1055);
    version = Math.max(version, +drawn);
    const side = +box.split(' ')[2];
    const picture = photograph(modules(path, side), random(seed));
    const wanted = config ? sealed : null;
    const right = (text) => (wanted ? text === wanted : text?.startsWith('https://voorbeeldstad.nl/startbeeld/coach/#p=S'));
    const found = (jsqr.default ?? jsqr)(picture.data, picture.width, picture.height, { inversionAttempts: 'dontInvert' });
    if (right(found?.data)) read.jsqr += 1;
    const [first] = await readBarcodes(picture, { formats: ['QRCode'], tryHarder: true });
    if (right(first?.text)) read.zxing += 1;
  }
  t.diagnostic(`${what}: version ${version}, read by jsQR ${read.jsqr} and by ZXing ${read.zxing} times in ${PICTURES}`);
  assert.ok(version <= largest, `version ${version}`);
  for (const [reader, times] of Object.entries(read)) assert.ok(times >= WANTED, `${reader} read ${times} of ${PICTURES}`);
}

const pair = await crypto.subtle.generateKey({ name: 'ECDH', namedCurve: 'P-256' }, true, ['deriveBits']);
const { kty, crv, x, y } = await crypto.subtle.exportKey('jwk', pair.publicKey);
const key = { kty, crv, x, y, kid: 'a1b2c3d4', use: 'enc', alg: 'ECDH-ES' };
const words = 'Ik wil graag eerst praten over de brieven die ik niet open durf te maken. '.repeat(3).slice(0, 200);

// What the program seals in a browser is opened by a library that others wrote.
async function opened(config, key) {
  const [lock, link, passphrase] = await deskOf(config).prepare(session(words), 1055);
  const sealed = link.split('#p=')[1];
  const { plaintext } = await compactDecrypt(sealed, key ?? new TextEncoder().encode(passphrase), {
    keyManagementAlgorithms: [key ? 'ECDH-ES' : 'PBES2-HS512+A256KW'],
    maxPBES2Count: 210_000,
  });
  return { lock, profile: decode(Buffer.from(plaintext)) };
}

test('jose opens what is sealed to a key and what is sealed to words', async () => {
  const toKey = await opened({ keys: [key] }, pair.privateKey);
  const toWords = await opened({});
  assert.deepEqual([toKey.lock, toWords.lock], ['key', 'words']);
  assert.deepEqual(toKey.profile, toWords.profile);
  assert.equal(toKey.profile.answers['plan.coach_must_know'], words);
});

test('an open code', (t) => judge(t, 'open', null, '', 12));
test('a sealed code', (t) => judge(t, 'sealed', key, '', 20));
test('a sealed code with 200 letters of own words', (t) => judge(t, 'sealed, with own words', key, words, 25));
