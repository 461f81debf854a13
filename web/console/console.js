// The boot script of the console: starts its WebAssembly, which then draws the page.
import 'wasm_exec';

const boot = async () => {
  const { wasm } = document.body.dataset;
  const go = new Go();
  const { instance } = await WebAssembly.instantiateStreaming(fetch(wasm), go.importObject);
  await go.run(instance);
};
boot().catch(() => {
  const line = document.querySelector('.wait');
  if (line) line.textContent = 'The console could not be started. Reload the page; if that does not help, use a browser that runs WebAssembly.';
});
