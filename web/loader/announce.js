/** Tells the page of a card, at the card's element and from there upwards; false when the page wants what follows not to happen. */
export const announce = (host, what, detail) => host.dispatchEvent(new CustomEvent(`newsflash:${what}`, { bubbles: true, composed: true, cancelable: what === 'click', detail }));
