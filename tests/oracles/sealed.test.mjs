// The package `jose`, written by others, opens what Startbeeld seals, and Startbeeld opens what `jose` seals.
// STARTBEELD names the command line; without it the one in the target folder is taken.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import * as jose from 'jose';
import { decode } from './decoder.mjs';

const root = fileURLToPath(new URL('../../', import.meta.url));
const target = resolve(root, process.env.CARGO_TARGET_DIR ?? 'target');
const program = process.env.STARTBEELD
  ?? ['debug', 'release'].map((profile) => join(target, profile, 'startbeeld')).find(existsSync);

const folder = new URL('../vectors/', import.meta.url);
const vector = (name) => JSON.parse(readFileSync(new URL(`${name}.json`, folder), 'utf8'));
const { profile, input: compact } = vector('withdrawn-man');
const WORDS = 'appel fiets zomer kano lepel panda';
const MINE = 'Het woord van de coach';
const bytes = (text) => new TextEncoder().encode(text);

let place;
before(() => {
  assert.ok(program, 'build the command line first: cargo build --features cli');
  place = mkdtempSync(join(tmpdir(), 'startbeeld-oracles-'));
  writeFileSync(join(place, 'profile'), compact);
  writeFileSync(join(place, 'words'), `${WORDS}\n`);
  writeFileSync(join(place, 'mine'), `${MINE}\n`);
  const public_ = run('keygen', '--out', 'coach.key', '--passphrase-file', 'mine');
  writeFileSync(join(place, 'config.json'), public_);
});
after(() => place && rmSync(place, { recursive: true }));

function run(...args) {
  const { status, stdout, stderr } = spawnSync(program, args, { cwd: place, encoding: 'utf8' });
  assert.equal(status, 0, stderr);
  return stdout;
}

/** Gives a sealed text to the command line, and what it reads as JSON. */
function opens(text, ...args) {
  writeFileSync(join(place, 'sealed'), text);
  return JSON.parse(run('export', '--format', 'ndjson', ...args, 'sealed'));
}

const publicKey = () => JSON.parse(readFileSync(join(place, 'config.json'), 'utf8')).keys[0];

/** The private key, opened by `jose`. PBES2 has to be allowed there by name, and its iterations too. */
const allow = { keyManagementAlgorithms: ['PBES2-HS512+A256KW', 'PBES2-HS256+A128KW'], maxPBES2Count: 210_000 };
async function privateKey() {
  const file = readFileSync(join(place, 'coach.key'), 'utf8').trim();
  const { plaintext, protectedHeader } = await jose.compactDecrypt(file, bytes(MINE), allow);
  assert.equal(protectedHeader.cty, 'jwk+json');
  return JSON.parse(new TextDecoder().decode(plaintext));
}

test('jose opens the private key, and names it in the same way', async () => {
  const jwk = await privateKey();
  const { d, ...rest } = jwk;
  assert.equal(Buffer.from(d, 'base64url').length, 32);
  assert.deepEqual(rest, publicKey());
  assert.equal((await jose.calculateJwkThumbprint(jwk)).slice(0, 8), jwk.kid);
});

test('jose opens what was sealed to a key', async () => {
  const sealed = run('seal', '--key', 'config.json', 'profile').trim();
  const { plaintext, protectedHeader } = await jose.compactDecrypt(sealed, await jose.importJWK(await privateKey()));
  assert.deepEqual(decode(plaintext), profile);
  assert.deepEqual(Object.keys(protectedHeader), ['alg', 'enc', 'epk', 'kid']);
});

test('jose opens what was sealed to words', async () => {
  const sealed = run('seal', '--passphrase-file', 'words', 'profile').trim();
  const { plaintext, protectedHeader } = await jose.compactDecrypt(sealed, bytes(WORDS), allow);
  assert.deepEqual(decode(plaintext), profile);
  assert.equal(protectedHeader.p2c, 210_000);
});

test('jose opens every vector that can be opened', async () => {
  let count = 0;
  for (const name of readdirSync(folder).filter((file) => file.startsWith('sealed-'))) {
    const { input, keys, passphrases, profile: wanted } = vector(name.replace('.json', ''));
    const code = /eyJ[\w-]+(\.[\w-]*){3}\.[\w-]{22}(?![\w-])/.exec(input)?.[0];
    if (!wanted || !code || name === 'sealed-words-loose.json') continue;
    const opened = await Promise.any([
      ...await Promise.all(keys.map(async (jwk) => jose.compactDecrypt(code, await jose.importJWK(jwk)))
        .map((attempt) => attempt.catch(() => undefined))),
      ...await Promise.all(passphrases.map((words) => jose.compactDecrypt(code, bytes(words), allow))
        .map((attempt) => attempt.catch(() => undefined))),
    ].map((outcome) => (outcome ? Promise.resolve(outcome) : Promise.reject(new Error(name)))));
    const inside = opened.plaintext;
    assert.deepEqual(inside[0] === 0x7b ? JSON.parse(new TextDecoder().decode(inside)) : decode(inside), wanted, name);
    count += 1;
  }
  assert.ok(count >= 12, `${count}`);
});

test('the command line opens what jose sealed to the key', async () => {
  const { kid, ...jwk } = publicKey();
  const key = await jose.importJWK(jwk);
  for (const inside of [Buffer.from(compact, 'base64url'), bytes(JSON.stringify(profile))]) {
    const seal = (header) => new jose.CompactEncrypt(inside)
      .setProtectedHeader({ alg: 'ECDH-ES', enc: 'A256GCM', ...header }).encrypt(key);
    for (const header of [{ kid }, {}, { kid, typ: 'JOSE' }]) {
      assert.deepEqual(opens(await seal(header), '--key', 'coach.key', '--passphrase-file', 'mine'), profile);
    }
  }
});

test('the command line opens what jose sealed to words', async () => {
  for (const alg of ['PBES2-HS512+A256KW', 'PBES2-HS256+A128KW']) {
    for (const inside of [Buffer.from(compact, 'base64url'), bytes(JSON.stringify(profile, null, 2))]) {
      const sealed = await new jose.CompactEncrypt(inside)
        .setProtectedHeader({ alg, enc: 'A256GCM' }).setKeyManagementParameters({ p2c: 120_000 }).encrypt(bytes(WORDS));
      assert.deepEqual(opens(sealed, '--passphrase-file', 'words'), profile);
    }
  }
});

test('the command line opens a key that jose sealed', async () => {
  const { privateKey: made } = await jose.generateKeyPair('ECDH-ES', { extractable: true });
  const jwk = { ...await jose.exportJWK(made), kid: 'van-elders', use: 'enc', alg: 'ECDH-ES' };
  const file = await new jose.CompactEncrypt(bytes(JSON.stringify(jwk)))
    .setProtectedHeader({ alg: 'PBES2-HS512+A256KW', enc: 'A256GCM', cty: 'jwk+json' })
    .setKeyManagementParameters({ p2c: 210_000 }).encrypt(bytes(MINE));
  writeFileSync(join(place, 'other.key'), file);
  const { d, ...open } = jwk;
  writeFileSync(join(place, 'other.json'), JSON.stringify(open));
  const sealed = run('seal', '--key', 'other.json', 'profile');
  assert.ok(d);
  const keys = ['--key', 'coach.key', '--key', 'other.key', '--passphrase-file', 'mine'];
  assert.deepEqual(opens(sealed, ...keys), profile);
});
