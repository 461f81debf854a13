// The live card: a frame of the publisher's with the whole story, made when a reader shows intent and shown in the card's
// place when they ask. The frame has an opaque origin: no cookie, no storage, nothing of the partner's page.
const XHTML = 'http://www.w3.org/1999/xhtml';
const SANDBOX = 'allow-scripts allow-popups allow-popups-to-escape-sandbox';
const TALLEST = 20000; // px; a longer story scrolls inside the frame
const PATIENCE = 8000; // ms that a frame may take to answer before its card gives up on it

export const live = (root, card, { frame: address }, wanted) => {
  const button = card.querySelector('.nf-read');
  if (!button) return;
  if (!wanted) return button.remove();
  let frame, port, asked = false, ready = false, timer;

  /** No answer: refused by the page's policy, blocked, or offline. The headline's link remains; the button would promise too much. */
  const giveUp = () => {
    if (ready) return;
    document.removeEventListener('securitypolicyviolation', refused);
    frame.remove();
    if (asked) card.querySelector('.nf-link').focus();
    button.remove();
  };
  const refused = (event) => { if (frame && event.blockedURI && address.startsWith(event.blockedURI)) giveUp(); };

  const warm = () => {
    if (frame) return;
    frame = document.createElementNS(XHTML, 'iframe');
    frame.className = 'nf-frame';
    frame.setAttribute('sandbox', SANDBOX);
    frame.setAttribute('title', card.querySelector('.nf-head').textContent);
    frame.setAttribute('referrerpolicy', 'no-referrer');
    const { theme, scheme } = card.dataset;
    frame.src = `${address}?theme=${encodeURIComponent(theme)}&scheme=${scheme}`;
    frame.dataset.scheme = scheme;
    frame.addEventListener('load', connect);
    frame.addEventListener('transitionrun', () => port?.postMessage({ scheme: used() }));
    document.addEventListener('securitypolicyviolation', refused);
    root.append(frame);
  };
  /** The scheme of the frame's element. Only in scheme "host" does it say more than the frame's own page knows. */
  const used = () => (getComputedStyle(frame).color === 'rgb(0, 0, 0)' ? 'light' : 'dark');

  /** Hands our own frame a port; everything said later comes through it, so no message of others is ever heard. */
  const connect = () => {
    port?.close();
    const channel = new MessageChannel();
    port = channel.port1;
    port.onmessage = ({ data }) => hear(data);
    frame.contentWindow.postMessage({ newsflash: used() }, '*', [channel.port2]);
    clearTimeout(timer);
    timer = setTimeout(giveUp, PATIENCE);
  };
  const hear = (data) => {
    if (typeof data !== 'object' || data === null) return;
    if (Number.isFinite(data.height)) {
      ready = true;
      clearTimeout(timer);
      document.removeEventListener('securitypolicyviolation', refused);
      frame.height = Math.ceil(Math.min(Math.max(data.height, 200), TALLEST));
      if (asked) open();
    } else if (data.close === true) close();
  };
  const open = () => {
    if (card.dataset.open === '') return;
    asked = false;
    card.dataset.open = '';
    button.removeAttribute('aria-busy');
    frame.focus();
    port.postMessage({ open: true });
  };
  const close = () => {
    if (card.dataset.open !== '') return;
    delete card.dataset.open;
    button.focus();
    root.host.scrollIntoView({ block: 'nearest' });
  };

  button.addEventListener('click', () => {
    asked = true;
    button.setAttribute('aria-busy', 'true');
    warm();
    if (ready) open();
  });
  const spare = navigator.connection?.saveData;
  for (const sign of ['pointerover', 'focusin', 'touchstart']) if (!spare) card.addEventListener(sign, warm, { once: true, passive: true });
};
