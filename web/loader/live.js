// The live card: a frame of the publisher's with the whole story, made when a reader shows intent and shown in the card's
// place when they ask. The frame has an opaque origin: no cookie, no storage, nothing of the partner's page. Closed, it is gone,
// and what it ran with it.
import { announce } from './announce.js';

export const XHTML = 'http://www.w3.org/1999/xhtml';
const SANDBOX = 'allow-scripts allow-popups allow-popups-to-escape-sandbox';
const TALLEST = 20000; // px; a longer story scrolls inside the frame
const PATIENCE = 8000; // ms that a frame may take to answer before its card gives up on it
const UNFOLDING = 180; // ms

/** Gives a card its live half; what is returned ends it. */
export const live = (root, card, { id, frame: address }, wanted, { stories, programs }) => {
  const button = card.querySelector('.nf-read');
  if (!button) return;
  if (!wanted) return button.remove();
  const home = new URL(address).origin;
  let frame, port, ready, asked, timer;
  const story = { id, home, root, say: (what) => port?.postMessage(what) };

  /** One open story of the page listens for news of all that come from the same publisher: one connection, however many. */
  const tune = () => {
    for (const each of stories) if (!each.root.isConnected) stories.delete(each);
    const ours = [...stories].filter((each) => each.home === home);
    ours[0]?.say({ listen: ours.map((each) => each.id) });
  };
  /** One program of the page is enough: it is large. */
  const keep = (name, program) => {
    programs.clear();
    programs.set(home + name, program);
  };
  const pass = (news) => {
    for (const each of stories) if (each.home === home && each.id === news.id) each.say({ news });
  };

  /** Ends what the frame does, and forgets it. */
  const drop = () => {
    clearTimeout(timer);
    document.removeEventListener('securitypolicyviolation', refused);
    delete card.dataset.open;
    port?.close();
    frame?.remove();
    frame = port = ready = asked = undefined;
    story.id = id;
    button.removeAttribute('aria-busy');
    if (stories.delete(story)) tune();
  };
  /** No answer: refused by the page's policy, blocked, or offline. The headline's link remains; the button would promise too much. */
  const giveUp = () => {
    const waited = asked || card.dataset.open === '';
    drop();
    if (waited) card.querySelector('.nf-link').focus();
    button.remove();
  };
  const refused = (event) => { if (!ready && event.blockedURI && address.startsWith(event.blockedURI)) giveUp(); };

  const warm = () => {
    if (frame || !button.isConnected) return;
    frame = document.createElementNS(XHTML, 'iframe');
    frame.className = 'nf-frame';
    frame.setAttribute('sandbox', SANDBOX);
    frame.setAttribute('title', card.querySelector('.nf-head').textContent);
    frame.setAttribute('referrerpolicy', 'no-referrer');
    frame.setAttribute('allow', 'web-share *; clipboard-write *');
    const { theme, scheme } = card.dataset;
    frame.src = `${address}?theme=${encodeURIComponent(theme)}&scheme=${scheme}`;
    frame.dataset.scheme = scheme;
    frame.addEventListener('load', connect);
    for (const moment of ['transitionrun', 'transitionend']) frame.addEventListener(moment, () => story.say({ scheme: used() })); // at the start the colour may still be the old one
    document.addEventListener('securitypolicyviolation', refused);
    root.append(frame);
  };
  /** The scheme of the frame's element. Only in scheme "host" does it say more than the frame's own page knows. */
  const used = () => (getComputedStyle(frame).color === 'rgb(0, 0, 0)' ? 'light' : 'dark');

  /** Hands our own frame a port; everything said later comes through it, so no message of others is ever heard. A frame that loads
   *  anew, with an update, gets a new one. */
  const connect = () => {
    port?.close();
    const channel = new MessageChannel();
    port = channel.port1;
    port.onmessage = ({ data }) => hear(data);
    frame.contentWindow.postMessage({ newsflash: used() }, '*', [channel.port2]);
    clearTimeout(timer);
    timer = setTimeout(giveUp, PATIENCE);
    ready = false;
  };
  const hear = (data) => {
    if (typeof data !== 'object' || data === null) return;
    if (Number.isFinite(data.height)) {
      frame.height = Math.ceil(Math.min(Math.max(data.height, 200), TALLEST));
      if (ready) return;
      ready = true;
      clearTimeout(timer);
      if (asked || card.dataset.open === '') open();
    } else if (data.close === true) close();
    else if (typeof data.story === 'string') turned(data.story);
    else if (Array.isArray(data.place)) bring(...data.place);
    else if (typeof data.need === 'string') story.say({ program: programs.get(home + data.need) });
    else if (data.program instanceof ArrayBuffer) keep(data.name, data.program);
    else if (typeof data.news?.id === 'string') pass(data.news);
  };
  /** Another story stands in the frame: it is read from its beginning. */
  const turned = (now) => {
    if (now === story.id) return;
    story.id = now;
    tune(); // its news are listened for now
    root.host.scrollIntoView({ block: 'start' });
  };
  /** Scrolls the page to a place in the story that its reader has asked for, unless they see it. */
  const bring = (top, bottom) => {
    const at = frame.getBoundingClientRect().top;
    if (card.dataset.open === '' && top >= 0 && bottom <= frame.height && (at + top < 0 || at + bottom > innerHeight)) scrollBy({ top: at + top - innerHeight / 3 });
  };
  const open = () => {
    asked = false;
    button.removeAttribute('aria-busy');
    if (card.dataset.open !== '') {
      const from = card.getBoundingClientRect().height;
      card.dataset.open = '';
      if (!matchMedia('(prefers-reduced-motion: reduce)').matches) frame.animate([{ height: `${from}px` }, { height: `${frame.height}px` }], { duration: UNFOLDING, easing: 'ease-out' });
      frame.focus({ preventScroll: true });
    }
    story.say({ open: true });
    stories.add(story);
    tune();
    announce(root.host, 'open', { id });
  };
  const close = () => {
    if (card.dataset.open !== '') return;
    delete card.dataset.open;
    button.focus({ preventScroll: true }); // while there is a frame: it would warm another
    drop();
    root.host.scrollIntoView({ block: 'nearest' });
    announce(root.host, 'close', { id });
  };

  button.addEventListener('click', () => {
    asked = true;
    button.setAttribute('aria-busy', 'true');
    warm();
    if (ready) open();
  });
  const spare = navigator.connection?.saveData;
  for (const sign of ['pointerover', 'focusin', 'touchstart']) if (!spare) card.addEventListener(sign, warm, { passive: true });
  return drop;
};
