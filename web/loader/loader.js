// The script that carries a card. The server puts the card's data behind the name CARD (see card.js), so one answer holds everything.
import { paint, shared, warn, welcome } from './card.js';
import { XHTML } from './live.js';

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
  paint(host, (name) => tag.dataset[name], CARD);
};

const run = () => {
  if (!welcome(CARD.partners)) return warn(`the publisher does not show "${CARD.id}" as a card on pages of ${origin}; the link remains`);
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
