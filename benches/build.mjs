// Builds the two comparison pages: `target/benches/handwritten/` and `target/benches/surveyjs/`.
//
// Everything that a server may keep for ever has a hash in its name, as in Startbeeld itself. Every text file of
// more than 1 KB gets a copy compressed with brotli 11 and one with gzip beside it.

import { createHash } from "node:crypto";
import { mkdir, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { build, transform } from "esbuild";
import { readContent } from "./content.mjs";

const HERE = dirname(fileURLToPath(import.meta.url));
const ROOT = dirname(HERE);
const OUT = join(ROOT, "target/benches");
const TARGET = ["es2022"];
const SMALLEST = 1024;

const { content, texts, welcome } = await readContent(ROOT);
const worker = await readFile(join(HERE, "sw.js"), "utf8");

await handwritten(join(OUT, "handwritten"));
await surveyjs(join(OUT, "surveyjs"));

/** One file: styles, questionnaire and script stand in the page. */
async function handwritten(folder) {
  const source = await readFile(join(HERE, "handwritten/index.html"), "utf8");
  const data = JSON.stringify(content).replaceAll("<", "\\u003c");
  const filled = fill(source).replace("{{content}}", () => data);
  const page = await minifyPage(filled);
  await write(folder, { "index.html": page });
}

/** The library bundled with the questionnaire, its styles beside it. */
async function surveyjs(folder) {
  const result = await build({
    entryPoints: { app: join(HERE, "surveyjs/main.js") },
    outdir: folder,
    bundle: true,
    minify: true,
    format: "iife",
    target: TARGET,
    write: false,
    legalComments: "none",
    plugins: [{
      name: "content",
      setup(api) {
        api.onResolve({ filter: /^content$/ }, () => ({ path: "content", namespace: "content" }));
        api.onLoad({ filter: /.*/, namespace: "content" }, () => ({ contents: JSON.stringify({ ...content, welcome }), loader: "json" }));
      },
    }],
  });
  const files = {};
  let page = fill(await readFile(join(HERE, "surveyjs/index.html"), "utf8"));
  for (const { path, text } of result.outputFiles) {
    const extension = path.slice(path.lastIndexOf("."));
    const name = `app-${hash(text)}${extension}`;
    files[name] = text;
    page = page.replace(`app${extension}`, name);
  }
  files["index.html"] = await minifyPage(page);
  await write(folder, files);
}

/** Puts texts where the page names them, e.g. `{{welcome.heading}}`. */
function fill(page) {
  return page.replace(/\{\{([\w.]+)\}\}/g, (whole, path) => {
    if (path === "content") return whole;
    const text = path.split(".").reduce((value, key) => value?.[key], texts);
    if (typeof text !== "string") throw new Error(`the content has no text ${path}`);
    return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
  });
}

/** Shrinks the styles and scripts inside a page, its comments and the blanks between its elements. */
async function minifyPage(page) {
  const kept = [];
  const keep = (text) => `\u0000${kept.push(text) - 1}\u0000`;
  const parts = page.split(/(<(style|script)\b[^>]*>)([\s\S]*?)(<\/\2>)/);
  let text = "";
  for (let at = 0; at < parts.length; at += 5) {
    text += parts[at];
    if (at + 1 >= parts.length) break;
    const [open, kind, inside, close] = parts.slice(at + 1, at + 5);
    const isData = open.includes("application/json");
    const small = isData || !inside.trim() ? inside.trim() : (await transform(inside, { loader: kind === "style" ? "css" : "js", minify: true, target: TARGET })).code.trim();
    text += keep(open + small + close);
  }
  return text
    .replace(/<!--[\s\S]*?-->/g, "")
    .replace(/\s+/g, " ")
    .replace(/> </g, "><")
    .replace(/> ?(\u0000)/g, ">$1")
    .replace(/\u0000 ?/g, "\u0000")
    .replace(/\u0000(\d+)\u0000/g, (_, index) => kept[index])
    .trim();
}

/** Writes the files, the service worker that keeps them for a start without a network, and compressed copies. */
async function write(folder, files) {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const version = hash(Object.values(files).join(""));
  const names = ["./", ...Object.keys(files).filter((name) => name !== "index.html")];
  const filled = worker.replace("{{name}}", folder.slice(OUT.length + 1)).replace("{{version}}", version).replace('"{{names}}"', JSON.stringify(names));
  files["sw.js"] = (await transform(filled, { minify: true, target: TARGET })).code;
  for (const [name, text] of Object.entries(files)) {
    const bytes = Buffer.from(text);
    await writeFile(join(folder, name), bytes);
    if (bytes.length < SMALLEST) continue;
    await writeFile(join(folder, `${name}.br`), brotli(bytes));
    await writeFile(join(folder, `${name}.gz`), gzipSync(bytes, { level: 9 }));
  }
  await report(folder);
}

async function report(folder) {
  let total = 0;
  for (const name of (await readdir(folder)).filter((name) => !/\.(br|gz)$/.test(name)).sort()) {
    const bytes = await readFile(join(folder, name));
    const packed = brotli(bytes).length;
    if (name !== "sw.js") total += packed;
    console.log(`${folder.slice(OUT.length + 1)}/${name}`.padEnd(44), String(bytes.length).padStart(9), String(packed).padStart(8));
  }
  console.log(`${folder.slice(OUT.length + 1)}: ${total} bytes with brotli until it can be answered\n`);
}

function brotli(bytes) {
  return brotliCompressSync(bytes, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: 11,
      [constants.BROTLI_PARAM_LGWIN]: 24,
      [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
    },
  });
}

function hash(text) {
  return createHash("sha256").update(text).digest("hex").slice(0, 16);
}
