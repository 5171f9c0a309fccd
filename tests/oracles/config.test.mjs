// Shows the cases of the configuration to a validator of JSON Schema that others wrote.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test from 'node:test';
import Ajv2020 from 'ajv/dist/2020.js';

const json = (path) => JSON.parse(readFileSync(new URL(path, import.meta.url), 'utf8'));
const cases = json('../config/cases.json');
const ajv = new Ajv2020({ allErrors: true, strict: true, strictRequired: false });
const valid = ajv.compile(json('../../schema/config.json'));

test('the schema accepts every configuration that is read without a fault', () => {
  for (const { name, config } of cases.filter((one) => !one.fields))
    assert.ok(valid(config), `${name}: ${ajv.errorsText(valid.errors)}`);
});

test('the schema refuses every other one, unless no schema can see the fault', () => {
  for (const { name, config, schema } of cases.filter((one) => one.fields))
    assert.equal(valid(config), schema === false, name);
});
