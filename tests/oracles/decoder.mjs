// A second reader of the compact and the sealed form, written from docs/profile-format.md alone: it takes even the questions, their
// answers and the domains from the tables of that page. Slow, small, and without a line of the product's own code.

import { readFileSync } from 'node:fs';

const { subtle } = globalThis.crypto;

const page = readFileSync(new URL('../../docs/profile-format.md', import.meta.url), 'utf8');

/** The rows of the table below a mark, each row an array of cells, each cell the words in backticks or plain text. */
function table(mark) {
  const text = page.slice(page.indexOf(`<!-- ${mark}: `));
  const rows = text.slice(0, text.indexOf('<!-- end -->')).split('\n').filter((line) => line.startsWith('| '));
  const cells = (line) => line.split('|').slice(1, -1).map((cell) => cell.trim());
  return rows.slice(1).map(cells);
}

const words = (cell) => [...cell.matchAll(/`([^`]+)`/g)].map((match) => match[1]);
const domains = table('domains').map(([name, goals]) => ({
  id: words(name)[0],
  supplement: name.includes('supplement'),
  goals: words(goals),
}));
const languages = words(page.split('\n').find((line) => line.startsWith('| `language`'))).slice(1);
const rows = table('sections').map(([section, ids, kind, answers]) => {
  const codes = words(answers);
  const most = Number(/\d+/.exec(answers)?.[0]);
  return words(ids).map((id) => ({
    section: Number(section), id, kind, most, codes: codes.map((code) => code.replace('!', '')),
    alone: codes.find((code) => code.startsWith('!'))?.slice(1),
  }));
}).flat();
const sections = [...new Set(rows.map((row) => row.section))];

function choices(n, k) {
  if (k < 0 || k > n) return 0n;
  let ways = 1n;
  for (let i = 0; i < k; i++) ways = (ways * BigInt(n - i)) / BigInt(i + 1);
  return ways;
}

function crc32(bytes) {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let i = 0; i < 8; i++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  return ~crc >>> 0;
}

function refuse(because) {
  throw new Error(because);
}

/** The questions of a section that can be asked, given the answers so far. */
function asked(section, answers, focus) {
  const applies = (domain) => !domain.supplement || answers[`domain.${domain.id}.applies`] === 'yes';
  const spread = (row) => {
    if (row.id.includes('{supplement}')) {
      return domains.filter((d) => d.supplement).map((d) => ({ ...row, id: row.id.replace('{supplement}', d.id) }));
    }
    if (row.id.includes('{domain}')) {
      const those = focus ? [focus] : domains.filter(applies);
      return those.map((d) => ({ ...row, id: row.id.replace('{domain}', d.id) }));
    }
    return [row];
  };
  const makesSense = ({ id }) =>
    id.startsWith('work.weight.') ? answers['work.obstacles']?.includes(id.slice('work.weight.'.length))
      : id === 'plan.goal' ? 'plan.goal_domain' in answers
        : true;
  const goals = domains.find((d) => d.id === answers['plan.goal_domain'])?.goals;
  const codes = (row) => row.codes.flatMap((code) =>
    code === '{domain}' ? domains.filter(applies).map((d) => d.id) : code === '{goal}' ? goals : [code]);
  return rows.filter((row) => row.section === section).flatMap(spread).filter(makesSense)
    .map((row) => ({ ...row, codes: codes(row) }));
}

export function decode(bytes) {
  if (bytes.length < 8 || bytes[0] !== 0x48 || bytes[1] !== 0x13 || bytes[2] !== 0xc1) refuse('not this format');
  const body = bytes.subarray(0, -4);
  if (crc32(body) !== Buffer.from(bytes.subarray(-4)).readUInt32BE()) refuse('checksum');
  let at = 4 + bytes[3];
  if (at > body.length || (bytes[3] > 0 && bytes[4] === 0)) refuse('number');
  let number = BigInt(`0x${Buffer.from(body.subarray(4, at)).toString('hex') || '0'}`);
  const digit = (radix) => {
    const rest = number % BigInt(radix);
    number /= BigInt(radix);
    return Number(rest);
  };
  const created = new Date(Date.UTC(2024, 0, 1) + digit(65536) * 86_400_000).toISOString().slice(0, 10);
  const route = ['full', 'short'][digit(2)];
  const language = languages[digit(32)] ?? refuse('language');
  const answers = {};
  const read = (section, focus) => {
    const questions = asked(section, answers, focus);
    let left = digit(Math.min(questions.length, section === 5 ? 3 : Infinity) + 1);
    let position = BigInt(digit(choices(questions.length, left)));
    const chosen = questions.filter((_, index) => {
      const here = choices(questions.length - index - 1, left - 1);
      if (position < here) {
        left -= 1;
        return true;
      }
      position -= here;
      return false;
    });
    for (const { id, kind, codes, alone } of chosen) {
      if (kind === 'one') answers[id] = codes[digit(codes.length)];
      if (kind === 'checkbox') answers[id] = true;
      if (kind === 'several') {
        const bits = digit(2 ** codes.length - 1) + 1;
        answers[id] = codes.filter((_, option) => (bits >> option) & 1);
        if (answers[id].includes(alone) && answers[id].length > 1) refuse(id);
      }
    }
    return chosen.filter(({ kind }) => kind === 'words');
  };
  let own = [];
  for (const section of sections) {
    if (section === 6) domains.filter(({ id }) => answers[`focus.${id}`]).forEach((domain) => read(6, domain));
    else own = read(section);
  }
  const rules = `steering/${digit(255) + 1}`;
  if (number !== 0n) refuse('something is left of the number');
  for (const { id, most } of own) {
    let length = body[at++] ?? refuse('end');
    if (length >= 128) {
      const more = body[at++];
      if (!(more >= 1 && more <= 127)) refuse('length');
      length = (length & 127) + more * 128;
    }
    if (at + length > body.length) refuse('end');
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(body.subarray(at, at + length));
    at += length;
    if ([...text].length > most || !text.trim() || /[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/.test(text)) refuse(id);
    answers[id] = text;
  }
  if (at !== body.length) refuse('something follows');
  return {
    type: 'startbeeld-profile', version: '1.0', created, language, instrument: 1, rules, route,
    provenance: 'self-report', answers,
  };
}

export function decodeText(text) {
  const bytes = Buffer.from(text, 'base64url');
  if (bytes.toString('base64url') !== text) refuse('not canonical base64url');
  return decode(bytes);
}

const fromText = (text) => {
  const bytes = Buffer.from(text, 'base64url');
  if (bytes.toString('base64url') !== text) refuse('not canonical base64url');
  return bytes;
};

/** The first sealed profile of a text: five parts with dots between them, over breaks until the tag is whole. */
export function findSealed(text) {
  for (const { index } of text.matchAll(/e/g)) {
    const before = text.slice(0, index);
    if (/[\w-]$/.test(before) && !/(%(25)*|=)3d$/i.test(before)) continue;
    let code = '';
    for (let at = index; /[\w.\s=>\u00ad\u200b-\u200d\u2060\ufeff-]/.test(text[at] ?? ''); at++) {
      code += text[at].replace(/[^\w.-]/, '');
      if (/^eyJ[\w-]+(\.[\w-]*){3}\.[\w-]{22}$/.test(code)) {
        return /[\w-]/.test(text[at + 1] ?? '') ? refuse('a letter follows') : code;
      }
    }
  }
  return refuse('nothing sealed');
}

const normal = (words) => words.toLowerCase().split(
  /[\s\-_,.;:/+*'"`<>()|\u00ab\u00ad\u00b7\u00bb\u200b-\u200d\u2010-\u2015\u2018-\u201f\u2022\u2039\u203a\u2060\ufeff]+/,
).filter(Boolean).join(' ');

const counted = (bytes) => {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  return Buffer.concat([length, bytes]);
};

const raw = (bytes, algorithm, uses) => subtle.importKey('raw', bytes, algorithm, false, uses);

/** Opens a sealed profile with the Web Crypto of Node.js, as docs/profile-format.md says. */
export async function openSealed(code, jwks, passphrases) {
  const parts = code.split('.');
  const [header, wrapped, iv, ciphertext, tag] = parts.map(fromText);
  const head = JSON.parse(header.toString());
  if (head.enc !== 'A256GCM' || 'crit' in head || 'zip' in head || header.length > 2048) refuse('header');
  if (head.cty === 'jwk+json') refuse('a key');
  const gcm = async (key) => Buffer.from(await subtle.decrypt(
    { name: 'AES-GCM', iv, additionalData: Buffer.from(parts[0]) },
    key, Buffer.concat([ciphertext, tag]),
  ));
  const withKey = async (jwk) => {
    const curve = { name: 'ECDH', namedCurve: 'P-256' };
    const { kty, crv, x, y, d } = jwk;
    const own = await subtle.importKey('jwk', { kty, crv, x, y, d }, curve, false, ['deriveBits']);
    const theirs = await subtle.importKey('jwk', head.epk, curve, false, []);
    const z = Buffer.from(await subtle.deriveBits({ name: 'ECDH', public: theirs }, own, 256));
    const text = (value) => counted(Buffer.from(value));
    const input = Buffer.concat([
      Buffer.from([0, 0, 0, 1]), z, text('A256GCM'), counted(fromText(head.apu ?? '')),
      counted(fromText(head.apv ?? '')), Buffer.from([0, 0, 1, 0]),
    ]);
    return gcm(await raw(await subtle.digest('SHA-256', input), 'AES-GCM', ['decrypt']));
  };
  const withWords = async (words) => {
    const [hash, length] = { 'PBES2-HS512+A256KW': ['SHA-512', 256], 'PBES2-HS256+A128KW': ['SHA-256', 128] }[head.alg];
    const salt = Buffer.concat([Buffer.from(`${head.alg}\0`), fromText(head.p2s)]);
    const base = await raw(Buffer.from(normal(words)), 'PBKDF2', ['deriveKey']);
    const kek = await subtle.deriveKey(
      { name: 'PBKDF2', hash, salt, iterations: head.p2c }, base, { name: 'AES-KW', length }, false, ['unwrapKey'],
    );
    return gcm(await subtle.unwrapKey('raw', wrapped, kek, 'AES-KW', 'AES-GCM', false, ['decrypt']));
  };
  let attempts;
  if (head.alg === 'ECDH-ES') {
    if (wrapped.length > 0 || (head.kid ?? '').length > 64) refuse('header');
    attempts = jwks.filter(({ kid }) => head.kid === undefined || head.kid === kid).map((jwk) => () => withKey(jwk));
  } else if (/^PBES2-HS(512\+A256|256\+A128)KW$/.test(head.alg)) {
    if (!(head.p2c >= 1000 && head.p2c <= 2_000_000) || wrapped.length !== 40) refuse('header');
    attempts = passphrases.map((words) => () => withWords(words));
  } else refuse('alg');
  for (const attempt of attempts) {
    const inside = await attempt().catch(() => undefined);
    if (inside) return inside[0] === 0x7b ? JSON.parse(inside.toString()) : decode(inside);
  }
  return refuse('no key opens it');
}
