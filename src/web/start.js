// Starts the app. When it stops working (a fault in the wasm, a file that did not arrive) the calm sentence that
// stands in the page is shown instead of an empty or frozen screen. Answers are stored after every tap.
import init from "{{js}}";

function fault() {
  const app = document.getElementById("app");
  const sentence = document.getElementById("fault");
  if (app && sentence) {
    app.hidden = true;
    sentence.hidden = false;
  }
}

addEventListener("error", (event) => {
  if (event.error instanceof WebAssembly.RuntimeError) fault();
});
init({ module_or_path: new URL("{{wasm}}", import.meta.url) }).catch(fault);
