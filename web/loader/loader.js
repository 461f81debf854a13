// The script that carries a card. The server puts the card's data behind the name CARD, so one answer holds everything:
//   {id, frame, css: [key, text], themes: [names], partners: {only: [origins], never: [origins], themes: {partner: theme}},
//    tree: [tag, {attributes}, ...children]}
// It runs in the partner's page: it must leave nothing there but the card, throw nothing, and pass any Content-Security-Policy
// that allows the script. So: no HTML parsing, no style attribute or element, no eval, and one non-enumerable global.
import { live } from './live.js';

const XHTML = 'http://www.w3.org/1999/xhtml';
const LAYOUTS = ['standard', 'row', 'compact', 'hero', 'list'];
const SCHEMES = ['auto', 'light', 'dark', 'host'];
const RELATED_SHOWN = 3;

/** What all cards of a page share: the tags that have their card, the style sheets by key, what was warned about, the open stories,
 *  and the program that the last of them has fetched. */
const shared = (() => {
  const key = Symbol.for('newsflash');
  if (!window[key]) Object.defineProperty(window, key, { value: { tags: new WeakSet(), hosts: new WeakSet(), sheets: {}, warned: {} } });
  window[key].stories ??= new Set(); // older scripts of the page may not know these
  window[key].programs ??= new Map();
  return window[key];
})();

const warn = (text) => {
  if (shared.warned[text]) return;
  shared.warned[text] = true;
  console.warn(`Newsflash: ${text}`);
};

const element = (tag, attributes, children) => {
  const node = document.createElementNS(XHTML, tag);
  // In the server's order: an image's `src` is set last, when it knows its other files and that it loads lazily.
  for (const name in attributes) node.setAttribute(name, attributes[name]);
  for (const child of children) node.append(typeof child === 'string' ? child : element(child[0], child[1], child.slice(2)));
  return node;
};

/** The value of a data attribute if it is one of the known ones; otherwise the usual one, and one warning that names it. */
const option = (tag, name, known, usual = known[0]) => {
  const value = tag.dataset[name];
  if (value === undefined || known.includes(value)) return value ?? usual;
  warn(`data-${name}="${value}" is not known, so "${usual}" is used; known are: ${known.join(', ')}`);
  return usual;
};

/** Whether the publisher lets this page show cards. "https://*.partner.example" is every name below. */
const welcome = () => {
  const { only, never = [] } = CARD.partners;
  const here = ([start, end]) => (end === undefined ? origin === start : origin.startsWith(start) && origin.endsWith(end));
  const among = (origins) => origins.some((each) => here(each.split('*')));
  return !among(never) && (!only || among(only));
};

/** The theme that the publisher has set for the tag's partner, if any. */
const partnersTheme = ({ dataset: { partner } }) => {
  const theme = CARD.partners.themes?.[partner];
  return CARD.themes.includes(theme) ? theme : undefined;
};

const sheet = () => {
  const [key, text] = CARD.css;
  if (!shared.sheets[key]) (shared.sheets[key] = new CSSStyleSheet()).replaceSync(text);
  return shared.sheets[key];
};

/** Tags of this script that have no card yet. `currentScript` is null in modules, so it only says which one to take first. */
const tags = () => {
  const path = `/embed/${CARD.id}.js`;
  const all = [...document.querySelectorAll('script[src]')];
  const current = document.currentScript;
  if (current) all.unshift(current);
  return all.filter((tag, i) => {
    if (all.indexOf(tag) !== i || shared.tags.has(tag)) return false;
    if (tag === current) return true;
    try {
      const url = new URL(tag.src, document.baseURI);
      return url.pathname.endsWith(path) && url.origin === new URL(CARD.frame).origin;
    } catch { return false; }
  });
};

/** The element that shows the card: the snippet's own around or before the tag; else, for a tag in the body, a new one. */
const place = (tag) => {
  const mine = (node) => node?.dataset?.newsflash === CARD.id && !shared.hosts.has(node);
  for (let node = tag.parentNode; node; node = node.parentNode) if (mine(node)) return node;
  if (mine(tag.previousElementSibling)) return tag.previousElementSibling;
  if (document.head?.contains(tag)) return [...document.querySelectorAll('[data-newsflash]')].find(mine);
  const leftover = tag.previousElementSibling; // an empty element that a page cache kept without its card
  if (leftover?.localName === 'newsflash-card' && !leftover.shadowRoot && !shared.hosts.has(leftover)) return leftover;
  const host = document.createElementNS(XHTML, 'newsflash-card');
  tag.before(host);
  return host;
};

const show = (tag) => {
  const host = place(tag);
  if (!host) {
    warn(`the script for "${CARD.id}" stands in <head>: put it where the card should be, or an element with data-newsflash="${CARD.id}" in the page`);
    return;
  }
  shared.tags.add(tag);
  shared.hosts.add(host);
  const card = element(CARD.tree[0], CARD.tree[1], CARD.tree.slice(2));
  card.dataset.theme = option(tag, 'theme', CARD.themes, partnersTheme(tag));
  card.dataset.layout = option(tag, 'layout', LAYOUTS);
  card.dataset.scheme = option(tag, 'scheme', SCHEMES);
  if (host.querySelector('svg')) card.dataset.fit = '';
  related(card, tag);
  const root = host.attachShadow({ mode: 'open' });
  root.adoptedStyleSheets = [sheet()];
  root.append(card, document.createElementNS(XHTML, 'slot'));
  live(root, card, CARD, option(tag, 'live', ['on', 'off']) === 'on', shared);
};

const related = (card, tag) => {
  const wanted = tag.dataset.related;
  let most = RELATED_SHOWN;
  if (/^\d{1,2}$/.test(wanted)) most = Number(wanted);
  else if (wanted !== undefined) warn(`data-related="${wanted}" is not a number from 0 to 99, so ${RELATED_SHOWN} is used`);
  const list = card.querySelector('.nf-rel');
  for (const item of [...card.querySelectorAll('.nf-rel li')].slice(most)) item.remove();
  if (list && !list.querySelector('li')) list.remove();
};

const run = () => {
  if (!welcome()) return warn(`the publisher does not show "${CARD.id}" as a card on pages of ${origin}; the link remains`);
  for (const tag of tags()) {
    try {
      show(tag);
    } catch (error) {
      warn(`the card "${CARD.id}" could not be shown (${error?.message ?? error}); the link in the page remains`);
    }
  }
};

const waiting = document.readyState === 'loading' && (!document.body || document.head?.contains(document.currentScript));
if (waiting) document.addEventListener('DOMContentLoaded', run, { once: true });
else run();
