// The package `jose`, written by others, opens sealed dossiers, and `ajv` compares them with their JSON Schema.

import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { test } from 'node:test';
import Ajv from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import * as jose from 'jose';

const read = (path) => JSON.parse(readFileSync(new URL(path, import.meta.url), 'utf8'));
const vectors = readdirSync(new URL('../dossiers/', import.meta.url)).map((name) => read(`../dossiers/${name}`));
const ajv = new Ajv({ strict: false, allErrors: true });
addFormats(ajv);
ajv.addSchema(read('../../schema/profile.json'));
const fits = ajv.compile(read('../../schema/dossier.json'));
const allow = { keyManagementAlgorithms: ['ECDH-ES', 'PBES2-HS512+A256KW'], maxPBES2Count: 210_000 };

test('jose opens what is sealed', async () => {
  const sealed = vectors.filter(({ words, jwk }) => words || jwk);
  assert.ok(sealed.length >= 3);
  for (const { name, input, words, jwk, dossier, error } of sealed) {
    const key = words ? new TextEncoder().encode(words) : await jose.importJWK(jwk, 'ECDH-ES');
    const { plaintext, protectedHeader } = await jose.compactDecrypt(input.trim(), key, allow);
    assert.equal(protectedHeader.cty, 'vnd.startbeeld.dossier+json', name);
    const inside = JSON.parse(new TextDecoder().decode(plaintext));
    if (error) assert.equal(error, 'newer', name);
    else assert.deepEqual(inside, dossier, name);
  }
});

test('the schema takes every dossier that opens', () => {
  for (const { name, dossier } of vectors.filter(({ dossier }) => dossier))
    assert.ok(fits(dossier), `${name}: ${ajv.errorsText(fits.errors)}`);
});

test('the schema refuses what a reader refuses', () => {
  // What a schema cannot say: days that do not exist, and broken JSON.
  const beyond = ['day-that-is-none', 'cut'];
  const refused = vectors.filter(({ name, error, words }) => error && !words && !beyond.includes(name));
  assert.ok(refused.length > 8);
  for (const { name, input } of refused) assert.ok(!fits(JSON.parse(input)), name);
});
