// Prints the text of the QR code in a PNG picture: `node qr.mjs picture.png`. Status 1 when there is none.

import { readFileSync } from 'node:fs';
import jsqr from 'jsqr';
import { PNG } from 'pngjs';

const [path] = process.argv.slice(2);
if (!path) {
  console.error('usage: node qr.mjs picture.png');
  process.exit(2);
}
const { data, width, height } = PNG.sync.read(readFileSync(path));
const read = jsqr.default ?? jsqr;
const code = read(new Uint8ClampedArray(data), width, height, { inversionAttempts: 'dontInvert' });
if (!code) {
  console.error('no QR code found');
  process.exit(1);
}
process.stdout.write(`${code.data}\n`);
