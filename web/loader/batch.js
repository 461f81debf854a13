// The answer to /cards.js, a module: this, and behind it the cards that were asked for, as `pack`. See embed.js, which imports it.
import { dress, paint as paintOne, shared, warn, welcome } from './card.js';
import { XHTML } from './live.js';

const refusal = (pack) => (welcome(pack.partners) ? undefined : `the publisher does not show cards on pages of ${origin}; the link remains`);

/** Paints one card of a pack; says why not where the publisher does not want it or it cannot be. */
export const paint = (host, setting, pack, card) => {
  const unwanted = refusal(pack);
  if (unwanted) return unwanted;
  try {
    paintOne(host, setting, { ...pack, ...card });
  } catch (error) {
    return `the card "${card.id}" could not be shown (${error?.message ?? error}); the link in the page remains`;
  }
};

/** What a page says of a strip, as said of each of its cards. */
const inCell = (setting) => (name) => ({ related: '0', live: 'off', layout: 'standard' })[name] ?? setting(name);

/** Paints cards beside each other, each with a picture, a headline and little else: no story opens in a place so narrow. */
export const strip = (host, setting, pack, cards, places) => {
  const unwanted = refusal(pack);
  if (unwanted) return unwanted;
  shared.ends.get(host)?.();
  const root = host.shadowRoot ?? host.attachShadow({ mode: 'open' });
  const row = document.createElementNS(XHTML, 'div');
  row.className = 'nf-strip';
  row.dataset.places = places;
  shared.hosts.add(host);
  root.replaceChildren(row, document.createElementNS(XHTML, 'slot')); // first, as the page hears of what is in it
  for (const card of cards) {
    const cell = row.appendChild(document.createElementNS(XHTML, 'div'));
    const wrong = paint(cell, inCell(setting), pack, card);
    if (wrong) {
      row.remove();
      return wrong;
    }
    const { dataset } = cell.shadowRoot.firstElementChild;
    dataset.cell = '';
    if (host.querySelector('svg')) dataset.fit = '';
    root.adoptedStyleSheets = cell.shadowRoot.adoptedStyleSheets;
  }
};

/** The elements that have a card of their own: an element, or the places of its strip. */
const painted = (host) => {
  const first = host.shadowRoot.firstElementChild;
  return first.matches('.nf-strip') ? [...first.children] : [host];
};

/** Changes the looks of cards that stay. */
export const redress = (host, setting, pack) => {
  for (const one of painted(host)) dress(one.shadowRoot.firstElementChild, one === host ? setting : inCell(setting), pack);
};

/** Takes a card away; what the element holds shows again. */
export const end = (host) => {
  for (const one of painted(host)) shared.ends.get(one)?.();
  shared.hosts.delete(host);
  host.shadowRoot.adoptedStyleSheets = [];
  host.shadowRoot.firstElementChild.remove();
};

export { warn };
