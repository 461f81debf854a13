// /embed.js: for templates and programs that make pages. It finds elements that name an article, now and later, asks once for the cards
// of all of them, and has the answer paint them. The server puts its address behind the name HOME.
//   <div data-newsflash="ARTICLE">     ARTICLE is an id, the article's address, or a list: latest, latest:world, latest:world:2, related:ARTICLE
//   <div data-newsflash="LIST" data-strip="3">  shows the first three of a list beside each other
//   <newsflash-card article="ARTICLE"> the same as an element of its own, also in shadow roots
//   <script data-article="ARTICLE" src=".../embed.js">  puts a card before itself
import { announce } from './announce.js';

const WANTED = '[data-newsflash], script[data-article], newsflash-card[article]';
const LOOKS = ['theme', 'scheme', 'layout'];
const OTHERS = ['related', 'live', 'partner', 'strip'];
const STRIP = [3, 6]; // places: web/card.css and server/render/height.go have them too
const MOST = 40; // cards in one request: server/httpd/cards.go has it too
const LONGEST = 6000; // letters of one request's address; servers take 8,000 and more

const keyOf = (el) => el.dataset.newsflash || el.dataset.article || (el.localName === 'newsflash-card' && el.getAttribute('article'));
/** The names of an element's cards: one, or in a strip one for each place of its list. */
const namesOf = (el, key) => {
  const places = settingsOf(el)('strip');
  if (places === undefined || !/^(latest|related)(:|$)/.test(key)) return [key];
  return Array.from({ length: Math.min(Math.max(STRIP[0], parseInt(places, 10) || 0), STRIP[1]) }, (_, i) => `${key === 'latest' ? 'latest:' : key}:${i + 1}`);
};
const settingsOf = (el) => (name) => el.dataset[name] ?? (el.localName === 'newsflash-card' ? (el.getAttribute(name) ?? undefined) : undefined);

const homes = [HOME]; // of all publishers on this page; an element that names no address is asked for at each in turn
const cards = new Map(); // by element: {key, names, host, module, missed: nobody asked so far had it}
let queue = new Set();
let observer;

/** Asks one publisher for the cards of some elements, and the next for those that it does not have. */
const ask = async (elements, at = 0, again = '') => {
  const asked = [], later = [], some = [];
  let query = '';
  for (const el of elements) {
    const more = cards.get(el)?.names.filter((name) => !some.includes(name));
    if (!more) continue;
    const longer = more.map((name) => `card=${encodeURIComponent(name)}&`).join('');
    if (query && (some.length + more.length > MOST || query.length + longer.length > LONGEST)) {
      later.push(el);
      continue;
    }
    query += longer;
    some.push(...more);
    asked.push(el);
  }
  if (asked.length === 0) return;
  ask(later, at, again);
  const home = homes[at];
  let module;
  try {
    module = await import(`${home}/cards.js?${query.slice(0, -1)}${again}`);
  } catch {
    // The next one may answer; the element keeps what it holds.
  }
  const missing = [];
  for (const el of asked) {
    const entry = cards.get(el);
    if (!entry?.names.every((name) => some.includes(name))) continue; // gone meanwhile, or wants another
    const found = entry.names.map((name) => module?.pack.cards[some.indexOf(name)]);
    const card = found[0];
    if (again && entry.host.shadowRoot?.firstElementChild?.dataset.open === '') continue; // being read
    let wrong = card ? card.error : `${home} did not answer`;
    if (!wrong && found[1]) wrong = module.strip(entry.host, settingsOf(el), module.pack, found.filter((each) => !each.error), found.length);
    else if (!wrong) wrong = module.paint(entry.host, settingsOf(el), module.pack, card);
    entry.missed = Boolean(wrong) && !homes[at + 1];
    if (!wrong) entry.module = module;
    else if (!entry.missed) missing.push(el);
    else {
      if (card && entry.module) { // withdrawn since, or another article that is not there
        entry.module.end(entry.host);
        entry.module = undefined;
      }
      const message = `"${entry.key}": ${wrong}`;
      if (module) module.warn(message);
      else console.warn(`Newsflash: ${message}`);
      announce(entry.host, 'error', { card: entry.key, message: wrong });
    }
  }
  ask(missing, at + 1, again);
};

const flush = () => {
  const elements = [...queue];
  queue = new Set();
  for (const el of cards.keys()) if (!el.isConnected) forget(el);
  ask(elements.filter((el) => el.isConnected));
};

const want = (el) => {
  if (queue.size === 0) {
    if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', flush, { once: true });
    else queueMicrotask(flush);
  }
  queue.add(el);
};

/** Gives an element its card, or a card the looks that its element now asks for. */
const adopt = (el) => {
  const key = keyOf(el);
  let entry = cards.get(el);
  if (!key || !window.newsflash) return;
  const names = namesOf(el, key);
  if (entry?.names.join() === names.join()) return entry.module?.redress(entry.host, settingsOf(el), entry.module.pack);
  if (!entry && (window[Symbol.for('newsflash')]?.hosts.has(el) || el.querySelector('script[src]'))) return; // a card's own script cares for it
  entry ??= { host: el };
  if (el.localName === 'script' && entry.host === el) {
    entry.host = document.createElementNS('http://www.w3.org/1999/xhtml', 'newsflash-card');
    el.before(entry.host);
  }
  Object.assign(entry, { key, names });
  cards.set(el, entry);
  want(el);
};

const scan = (root = document) => {
  if (root.matches?.(WANTED)) adopt(root);
  for (const el of root.querySelectorAll(WANTED)) adopt(el);
  if (root instanceof ShadowRoot) watch(root);
};

/** What an element's card was: elements that are gone need none, and have it again when they come back. */
const forget = (el) => {
  const { host, module } = cards.get(el);
  cards.delete(el);
  module?.end(host);
  if (host !== el) host.remove();
  return host;
};

const watch = (root) => observer.observe(root, {
  subtree: true, childList: true, attributeFilter: ['data-newsflash', 'data-article', ...[...LOOKS, ...OTHERS].map((name) => `data-${name}`)],
});

const within = (target) => [...cards.keys()].filter((el) => !target || target === el || target.contains(el));

const api = Object.freeze({
  scan,
  refresh: (target) => ask(within(target), 0, `&now=${Date.now()}`),
  destroy: (target) => {
    for (const el of within(target)) forget(el);
    if (target) return;
    observer.disconnect();
    delete window.newsflash;
  },
  add: (home) => {
    if (homes.includes(home)) return;
    homes.push(home);
    ask([...cards.keys()].filter((el) => cards.get(el).missed), homes.length - 1); // what is still being asked for comes by itself
  },
});

if (window.newsflash?.add) window.newsflash.add(HOME);
else {
  Object.defineProperty(window, 'newsflash', { value: api, configurable: true });
  observer = new MutationObserver((records) => {
    for (const { type, target, addedNodes } of records) {
      if (type === 'attributes') adopt(target);
      else for (const node of addedNodes) if (node.nodeType === 1) scan(node);
    }
  });
  watch(document);
  scan();
  if (!customElements.get('newsflash-card')) {
    customElements.define('newsflash-card', class extends HTMLElement {
      static observedAttributes = ['article', ...LOOKS, ...OTHERS];
      connectedCallback() { adopt(this); }
      attributeChangedCallback() { if (this.isConnected) adopt(this); }
    });
  }
}
