// The boot script of the live card: starts WebAssembly and lets its component take over the page that the server wrote.
import 'wasm_exec';
import './storage.js';
import './tools.js';
import { adopt } from './adopt.js';

const boot = async () => {
  const { wasm } = document.getElementById('nf-model').dataset;
  const go = new Go();
  const { instance } = await WebAssembly.instantiateStreaming(fetch(wasm, { credentials: 'omit' }), go.importObject);
  const mismatch = adopt(document.body.firstElementChild, () => { go.run(instance); });
  if (mismatch !== null) document.documentElement.dataset.mismatch = mismatch; // for tests and for who looks
};
boot().catch(() => {}); // blocked, old or offline: the page stays as the server wrote it
