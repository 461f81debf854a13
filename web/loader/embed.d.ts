/** Types of Newsflash's /embed.js. Put this file beside your own and refer to it: /// <reference path="./embed.d.ts" /> */

interface NewsflashCard {
  /** The article's id at its publisher. */
  id: string;
}

interface Newsflash {
  /** Looks for elements that name an article: in the page, in an element, or in a shadow root, which is watched from then on. */
  scan(root?: Document | Element | ShadowRoot): void;
  /** Asks anew for the cards in an element, or for all. A card whose story is open stays as it is. */
  refresh(target?: Element): Promise<void>;
  /** Takes the cards in an element away; without one all of them, and `window.newsflash` too. */
  destroy(target?: Element): void;
  /** Another publisher's server: elements whose article the others don't have are asked for there. */
  add(home: string): void;
}

interface Window {
  readonly newsflash?: Newsflash;
}

interface HTMLElementEventMap {
  /** The card is painted. */
  'newsflash:ready': CustomEvent<NewsflashCard>;
  /** The whole story stands in the card's place. */
  'newsflash:open': CustomEvent<NewsflashCard>;
  /** The reader has closed it. */
  'newsflash:close': CustomEvent<NewsflashCard>;
  /** A link of the card was followed; `preventDefault()` keeps the reader here. */
  'newsflash:click': CustomEvent<NewsflashCard & { url: string }>;
  /** There is no card; the element shows what it holds. `card` is what was asked for. */
  'newsflash:error': CustomEvent<{ card: string; message: string }>;
}

interface HTMLElementTagNameMap {
  'newsflash-card': HTMLElement;
}
