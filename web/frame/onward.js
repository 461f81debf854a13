// Where the pages of a frame lead to, and what their addresses ask for.
import { LAYOUTS, SCHEMES } from '../loader/looks.js';

const query = new URLSearchParams(location.search);
const { themes } = document.body.dataset; // only where the page is a file

/** What the names of pages end with: nothing, where a server answers. */
export const ending = location.pathname.endsWith('.html') ? '.html' : '';

/** The next page of this frame: what its address keeps of this one's, what is added, and what other programs put behind it. */
export const onward = (page, id, keep, more) => {
  const next = new URLSearchParams(more);
  for (const name of keep) if (query.has(name)) next.set(name, query.get(name));
  location.replace(`../${page}/${id}${ending}?${next}${location.hash}`);
};

/** The looks that the address asks for, as far as they are known. Those of a server's answer it has already. */
export const looks = () => {
  const asked = {};
  if (themes === undefined) return asked;
  for (const [name, known] of [['theme', themes.split(' ')], ['scheme', SCHEMES], ['layout', LAYOUTS]]) {
    if (known.includes(query.get(name))) asked[name] = query.get(name);
  }
  if (asked.scheme === 'light' || asked.scheme === 'dark') document.querySelector('meta[name=color-scheme]').content = asked.scheme;
  return asked;
};
