// The beginning of /cards.js where there are only files (see server/export): it looks the cards of its own address up in other files,
// and so gives embed.js the pack that a server would have answered with. Package export writes the files; what they have in common it
// puts behind the name COMMON.
export { end, paint, redress, strip, warn } from './batch.js';

const ID = /^[a-z0-9-]+$/;

/** What two spellings of a list's name have in common: server/related.Fold. */
export const fold = (text) => {
  const letter = (c) => {
    const upper = [...c.toUpperCase()];
    return [...(upper.length === 1 ? upper[0] : c).toLowerCase()][0];
  };
  const variants = { ي: 'ی', ى: 'ی', ك: 'ک', ہ: 'ه', ۃ: 'ة' };
  return (text.normalize('NFKC').replace(/\u200d|[\u200c\u00ad\u0640\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4-\u05c7\u064b-\u0652\u0670]/g, '').match(/[\p{L}\p{N}\p{M}]+/gu) ?? [])
    .map((word) => [...word].slice(0, 40).map((c) => letter(variants[c] ?? c)).join('')).join(' ');
};

/** An address without what changes nothing of the page that it leads to: server/address.Plain. */
export const plain = (address, counters) => {
  const original = (url) => {
    const path = url.pathname;
    const cache = url.host.startsWith('www.google.') ? '/amp/s/' : '/c/s/';
    const inCache = cache === '/amp/s/' || url.host.endsWith('.cdn.ampproject.org');
    if (inCache && path.startsWith(cache) && path !== cache) return original(new URL(`https://${path.slice(cache.length)}`));
    if (path.startsWith('/amp/')) url.pathname = path.slice(4);
    else if (/\/amp\/?$/.test(path)) url.pathname = path.replace(/amp\/?$/, '');
    else if (path.endsWith('.amp.html')) url.pathname = path.replace(/\.amp\.html$/, '.html');
    else url.pathname = path.replace(/\.amp$/, '');
    url.host = url.host.replace(/^amp\./, '');
    return url;
  };
  const url = original(new URL(address));
  const query = url.search.slice(1).split('&').filter((part) => {
    const [name, value = ''] = part.toLowerCase().split('=');
    return part && name !== 'amp' && !(name === 'outputtype' && value === 'amp') && !counters.some((each) => (each.endsWith('_') ? name.startsWith(each) : name === each));
  }).join('&');
  return `${url.host.replace(/^www\./, '')}${url.pathname.replace(/\/$/, '')}${query && `?${query}`}`;
};

/** The file in which a name is found: FNV-1a of 32 bits, of which eight count. */
const drawer = (name) => {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(name)) hash = Math.imul(hash ^ byte, 0x01000193);
  return (hash & 255).toString(16).padStart(2, '0');
};

const collect = async ({ home, places, counters, ...common }) => {
  const query = new URL(import.meta.url).searchParams;
  const now = query.has('now') ? `?now=${query.get('now')}` : '';
  const read = async (path) => (await import(`${home}/${path}${now}`)).default;
  const find = async (name) => (await read(`find/${drawer(name)}.js`)).get(name);

  const one = async (name) => {
    if (!name.includes('/')) return name;
    const page = [`${home}/frame/`, `${home}/card/`].find((each) => name.startsWith(each));
    return page ? name.slice(page.length).replace(/[?#].*/s, '').replace(/\.html$/, '') : find(plain(name, counters));
  };
  /** The article that an element's text names, as its id. */
  const named = async (name) => {
    const latest = /^latest(?::(.*))?$/s.exec(name);
    if (latest) {
      const [, of, place = '1'] = /^(.*?)(?::([^:]*))?$/s.exec(latest[1] ?? '');
      if (!/^\d+$/.test(place) || place < 1 || place > places) throw Error(`The place in a list is a number from 1 to ${places}, as in latest:world:2.`);
      return (await find(`latest:${fold(of)}`))?.[place - 1];
    }
    const [, of, place = '1'] = /^related:(.*?)(?::(\d+))?$/s.exec(name) ?? [];
    if (of === undefined) return one(name);
    const id = await one(of);
    return ID.test(id ?? '') ? (await read(`cards/${id}.js`)).related?.[place - 1] : undefined;
  };
  const card = async (name) => {
    let id;
    try {
      id = await named(name);
    } catch ({ message }) {
      return { error: message };
    }
    if (!ID.test(id ?? '')) return { error: id === undefined ? 'There is no such article.' : `"${name}" is no article's id, address or list: ids are small letters, digits and single hyphens.` };
    return read(`cards/${id}.js`).catch(() => ({ error: 'There is no such article.' }));
  };
  return { ...common, cards: await Promise.all(query.getAll('card').map(card)) };
};

export const pack = await collect(COMMON);
