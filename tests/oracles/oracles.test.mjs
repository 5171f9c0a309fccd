// Checks what Startbeeld writes with programs that others wrote, and with a second decoder.

import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import test from 'node:test';
import Ajv2020 from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { decode, decodeText, findSealed, openSealed } from './decoder.mjs';

const json = (path) => JSON.parse(readFileSync(new URL(path, import.meta.url), 'utf8'));
const folder = new URL('../vectors/', import.meta.url);
const vectors = readdirSync(folder)
  .filter((name) => name.endsWith('.json'))
  .map((name) => ({ name, ...json(new URL(name, folder)) }));

const ajv = new Ajv2020({ allErrors: true, strict: true, strictRequired: false });
addFormats(ajv);
const valid = ajv.compile(json('../../schema/profile.json'));

test('there are vectors of every form', () => {
  for (const form of ['compact', 'bytes', 'json', 'any', 'sealed']) {
    const some = vectors.filter((vector) => vector.form === form);
    assert.ok(some.some(({ profile }) => profile) && some.some(({ error }) => error), form);
  }
});

test('the schema accepts every profile', () => {
  for (const { name, profile } of vectors.filter((vector) => vector.profile)) {
    assert.ok(valid(profile), `${name}: ${ajv.errorsText(valid.errors)}`);
  }
});

test('the schema accepts every JSON that is read', () => {
  for (const { name, input } of vectors.filter(({ form, profile }) => form === 'json' && profile)) {
    assert.ok(valid(JSON.parse(input)), `${name}: ${ajv.errorsText(valid.errors)}`);
  }
});

test('the schema refuses every JSON that is refused, unless the fault lies between two questions', () => {
  const unseen = ['json-truncated', 'json-damaged', 'json-trailing', 'json-part-twice', 'json-question-twice', 'json-deep', 'json-created-late'];
  for (const { name, input, between } of vectors.filter(({ form, error }) => form === 'json' && error)) {
    // What JSON.parse does not read, or reads differently, is not for a schema; neither is the last of all days.
    if (unseen.includes(name.replace('.json', ''))) continue;
    assert.equal(valid(JSON.parse(input)), between === true, name);
  }
});

test('the second decoder reads every compact profile and refuses the others', () => {
  for (const { name, form, input, profile } of vectors) {
    const read = { compact: () => decodeText(input), bytes: () => decode(Buffer.from(input, 'hex')) }[form];
    if (read && profile) assert.deepEqual(read(), profile, name);
    else if (read) assert.throws(read, name);
  }
});

test('the links hold the profiles they say', () => {
  const whole = vectors.filter(({ form, profile, input }) => form === 'any' && profile && /SBPB[\w-]{100,}/.test(input));
  assert.ok(whole.length > 10);
  for (const { name, input, profile } of whole) {
    const codes = [...input.matchAll(/SBPB[\w-]+/g)].map(([code]) => code);
    const read = codes.flatMap((code) => {
      try {
        return [decodeText(code)];
      } catch {
        return [];
      }
    });
    if (!name.startsWith('mail-')) assert.deepEqual(read[0], profile, name);
  }
});

test('the second decoder opens every sealed profile and refuses the others', async () => {
  const sealed = vectors.filter(({ form }) => form === 'sealed');
  assert.ok(sealed.length >= 40);
  for (const { name, input, keys, passphrases, profile } of sealed) {
    const read = async () => openSealed(findSealed(input), keys, passphrases);
    if (profile) assert.deepEqual(await read(), profile, name);
    else await assert.rejects(read, name);
  }
});
