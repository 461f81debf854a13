// Runs in the live card's own page. It talks to the embedding page through the one port that page hands over, and starts
// WebAssembly on intent. Without WebAssembly the page stays as the server wrote it: the whole story, readable, closable.
const page = document.documentElement;
const model = document.getElementById('nf-model');
let started = false;

/** Loads the boot script, which takes the page over. A failure leaves the page as it is. */
const boot = () => {
  if (started || typeof WebAssembly !== 'object') return;
  started = true;
  const script = document.createElement('script');
  script.src = model.dataset.live;
  document.head.append(script);
};

/** The scheme of the page around, which a card in scheme "host" inherits from the root element. */
const follow = (scheme) => { if (scheme === 'light' || scheme === 'dark') page.style.colorScheme = scheme; };

const embed = (port) => {
  page.dataset.embedded = '';
  const tell = () => port.postMessage({ height: document.body.firstElementChild.getBoundingClientRect().height });
  port.onmessage = ({ data }) => {
    follow(data?.scheme);
    if (data?.open !== true) return;
    document.querySelector('.nf-close').focus({ preventScroll: true });
    boot();
  };
  const close = () => port.postMessage({ close: true });
  document.addEventListener('click', (event) => { if (event.target.closest('.nf-close')) close(); });
  document.addEventListener('keydown', (event) => { if (event.key === 'Escape') close(); });
  new ResizeObserver(tell).observe(document.body.firstElementChild);
  tell();
};

addEventListener('message', (event) => {
  // Only the page that holds this frame, and only once: a later port would be somebody else's.
  if (event.source !== parent || !event.data?.newsflash || !event.ports[0] || page.dataset.embedded === '') return;
  follow(event.data.newsflash);
  embed(event.ports[0]);
});

if (window === parent) for (const sign of ['pointerdown', 'keydown', 'pointerover']) addEventListener(sign, boot, { once: true, passive: true });
else for (const sign of ['pointerdown', 'keydown']) addEventListener(sign, boot, { once: true, passive: true });
