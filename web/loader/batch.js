// The answer to /cards.js, a module: this, and behind it the cards that were asked for, as `pack`. See embed.js, which imports it.
import { dress, paint as paintOne, shared, warn, welcome } from './card.js';

/** Paints one card of a pack; says why not where the publisher does not want it or it cannot be. */
export const paint = (host, setting, pack, card) => {
  if (!welcome(pack.partners)) return `the publisher does not show cards on pages of ${origin}; the link remains`;
  try {
    paintOne(host, setting, { ...pack, ...card });
  } catch (error) {
    return `the card "${card.id}" could not be shown (${error?.message ?? error}); the link in the page remains`;
  }
};

/** Changes the looks of a card that stays. */
export const redress = (host, setting, pack) => dress(host.shadowRoot.firstElementChild, setting, pack);

/** Takes a card away; what the element holds shows again. */
export const end = (host) => {
  shared.ends.get(host)?.();
  shared.hosts.delete(host);
  host.shadowRoot.adoptedStyleSheets = [];
  host.shadowRoot.firstElementChild.remove();
};

export { warn };
