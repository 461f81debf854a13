// Paints a card into a shadow root of the partner's page. It must leave nothing there but the card, throw nothing, and pass any
// Content-Security-Policy that allows the script. So: no HTML parsing, no style attribute or element, no eval, and one
// non-enumerable global. A CARD is
//   {id, frame, css: [key, text], themes: [names], partners: {only: [origins], never: [origins], themes: {partner: theme}},
//    tree: [tag, {attributes}, ...children]}
import { announce } from './announce.js';
import { live, XHTML } from './live.js';
import { LAYOUTS, SCHEMES } from './looks.js';

const RELATED_SHOWN = 3;

/** What all cards of a page share: the tags and elements that have their card, the style sheets by key, what was warned about, the open
 *  stories, the program that the last of them has fetched, and what ends a card. */
export const shared = (() => {
  const key = Symbol.for('newsflash');
  if (!window[key]) Object.defineProperty(window, key, { value: { tags: new WeakSet(), hosts: new WeakSet(), sheets: {}, warned: {} } });
  const all = window[key]; // older scripts of the page may not know these
  all.stories ??= new Set();
  all.programs ??= new Map();
  all.ends ??= new WeakMap();
  return all;
})();

export const warn = (text) => {
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
const option = (setting, name, known, usual = known[0]) => {
  const value = setting(name);
  if (value === undefined || known.includes(value)) return value ?? usual;
  warn(`data-${name}="${value}" is not known, so "${usual}" is used; known are: ${known.join(', ')}`);
  return usual;
};

/** Whether the publisher lets this page show cards. "https://*.partner.example" is every name below. */
export const welcome = ({ only, never = [] }) => {
  const here = ([start, end]) => (end === undefined ? origin === start : origin.startsWith(start) && origin.endsWith(end));
  const among = (origins) => origins.some((each) => here(each.split('*')));
  return !among(never) && (!only || among(only));
};

const sheet = ([key, text]) => {
  if (!shared.sheets[key]) (shared.sheets[key] = new CSSStyleSheet()).replaceSync(text);
  return shared.sheets[key];
};

/** Gives a card the looks that its settings ask for. The publisher may have set a theme for the partner. */
export const dress = (card, setting, { themes, partners }) => {
  const own = partners.themes?.[setting('partner')];
  card.dataset.theme = option(setting, 'theme', themes, themes.includes(own) ? own : undefined);
  card.dataset.layout = option(setting, 'layout', LAYOUTS);
  card.dataset.scheme = option(setting, 'scheme', SCHEMES);
};

const related = (card, wanted) => {
  let most = RELATED_SHOWN;
  if (/^\d{1,2}$/.test(wanted)) most = Number(wanted);
  else if (wanted !== undefined) warn(`data-related="${wanted}" is not a number from 0 to 99, so ${RELATED_SHOWN} is used`);
  const list = card.querySelector('.nf-rel');
  for (const item of [...card.querySelectorAll('.nf-rel li')].slice(most)) item.remove();
  if (list && !list.querySelector('li')) list.remove();
};

/** Paints CARD into host; setting(name) is what the page says of it. A card that is there already gives way. */
export const paint = (host, setting, CARD) => {
  const root = host.shadowRoot ?? host.attachShadow({ mode: 'open' });
  shared.hosts.add(host);
  shared.ends.get(host)?.();
  const card = element(CARD.tree[0], CARD.tree[1], CARD.tree.slice(2));
  dress(card, setting, CARD);
  if (host.querySelector('svg')) card.dataset.fit = '';
  related(card, setting('related'));
  root.adoptedStyleSheets = [sheet(CARD.css)];
  root.replaceChildren(card, document.createElementNS(XHTML, 'slot'));
  card.addEventListener('click', (event) => {
    const link = event.target.closest('a');
    if (link && !announce(host, 'click', { id: CARD.id, url: link.href })) event.preventDefault();
  });
  shared.ends.set(host, live(root, card, CARD, option(setting, 'live', ['on', 'off']) === 'on', shared));
  announce(host, 'ready', { id: CARD.id });
};
