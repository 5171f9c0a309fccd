// Looks for words in the whole memory of a page as the browser itself writes it down: a heap snapshot of its scripts and
// document, with the buffers of its programs beside it. Usage:
//   node --experimental-websocket heap.mjs HOST:PORT TARGET WORD...
// Prints, as JSON, how often each word was found, and how large the snapshot was.
const [address, target, ...words] = process.argv.slice(2);
const socket = new WebSocket(`ws://${address}/devtools/page/${target}`);
const waiting = new Map();
const chunks = [];
let last = 0;

function ask(method, params = {}) {
  last += 1;
  socket.send(JSON.stringify({ id: last, method, params }));
  return new Promise((done, failed) => waiting.set(last, { done, failed }));
}

socket.addEventListener("message", ({ data }) => {
  const { id, result, error, method, params } = JSON.parse(data);
  if (method === "HeapProfiler.addHeapSnapshotChunk") chunks.push(params.chunk);
  if (!waiting.has(id)) return;
  const { done, failed } = waiting.get(id);
  waiting.delete(id);
  if (error) failed(new Error(error.message));
  else done(result);
});

await new Promise((done, failed) => {
  socket.addEventListener("open", done);
  socket.addEventListener("error", () => failed(new Error(`nobody answers at ${address}`)));
});
await ask("HeapProfiler.enable");
await ask("HeapProfiler.collectGarbage");
await ask("HeapProfiler.takeHeapSnapshot", { reportProgress: false, captureNumericValue: true });
const snapshot = chunks.join("");
if (!snapshot.includes('"strings"')) throw new Error("this is no heap snapshot");
// In the snapshot a word may be written with escapes; ours are plain letters, digits and hyphens.
const found = Object.fromEntries(words.map((word) => [word, snapshot.split(word).length - 1]));
console.log(JSON.stringify({ found, size: snapshot.length }));
socket.close();
