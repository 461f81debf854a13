// What the live card's controls do with the story's text, which the server has written and the component does not know. Marks
// are highlights of CSS's own kind: the text's nodes stay as they are.

const MOST = 1000; // places that are marked
const lang = document.body.firstElementChild.lang || document.documentElement.lang;

const mark = (name, ranges) => {
  if (!globalThis.Highlight) return;
  if (ranges.length === 0) CSS.highlights.delete(name);
  else CSS.highlights.set(name, new Highlight(...ranges));
};
const show = (range) => {
  const { top, bottom } = range.getBoundingClientRect();
  dispatchEvent(new CustomEvent('nf-place', { detail: { top, bottom } })); // frame.js speaks with the page around
};

/** The text of some elements as one string, with a line's end between blocks, and where in the page each part of it is. */
const textOf = (elements) => {
  const parts = [];
  let text = '', block;
  for (const element of elements) {
    const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const own = node.parentElement.closest('p, h1, h2, h3, h4, li, blockquote, figcaption, td, th, dt, dd, pre');
      if (block && own !== block) text += '\n';
      block = own;
      parts.push({ node, from: text.length });
      text += node.data;
    }
  }
  const place = (at, ending) => {
    let part = parts[0];
    for (const each of parts) if (ending ? each.from < at : each.from <= at) part = each;
    return [part.node, Math.min(at - part.from, part.node.length)];
  };
  const range = (from, to) => {
    const r = new Range();
    r.setStart(...place(from, false));
    r.setEnd(...place(to, true));
    return r;
  };
  return { text, range };
};

/** What is read aloud and looked through: not captions, which stand elsewhere than they are meant. Nothing changes it. */
let told;
const theStory = () => { told ??= textOf([...document.querySelectorAll('.nf-head, .nf-deck, .nf-prose')]); return told; };

const sentences = (text) => [...new Intl.Segmenter(lang || undefined, { granularity: 'sentence' }).segment(text)]
  .map(({ segment, index }) => ({ from: index, to: index + segment.trimEnd().length })).filter(({ from, to }) => to > from);

let reading; // {all, at, ended, paused}

/** Pausing ends the sentence and going on begins it again: browsers' own pause is lost on phones. */
const speak = () => {
  const { all, at } = reading;
  const sentence = all[at];
  if (!sentence) return hush(reading.ended);
  const range = theStory().range(sentence.from, sentence.to);
  const utterance = new SpeechSynthesisUtterance(theStory().text.slice(sentence.from, sentence.to));
  if (lang) utterance.lang = lang;
  const mine = reading;
  const current = () => reading === mine && mine.at === at && !mine.paused;
  utterance.onstart = () => { if (current()) { mark('nf-spoken', [range]); show(range); } };
  utterance.onend = () => { if (current()) { mine.at++; speak(); } };
  utterance.onerror = () => { if (current()) hush(mine.ended); };
  speechSynthesis.speak(utterance);
};
const hush = (then) => {
  reading = undefined;
  mark('nf-spoken', []);
  then?.();
};

const copy = async (address) => {
  try {
    await navigator.clipboard.writeText(address);
    return true;
  } catch { // not allowed in this frame: the old way needs no leave
    const field = document.createElement('textarea');
    field.value = address;
    field.className = 'nf-copy';
    document.body.append(field);
    const focused = document.activeElement;
    field.select();
    const done = document.execCommand('copy');
    field.remove();
    focused?.focus({ preventScroll: true });
    return done;
  }
};

const fold = (text) => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();

/** Places of a text in another, whatever the case and the accents of both: one letter after the other, so that places stay true. */
const places = (text, sought) => {
  const wanted = fold(sought);
  if (!wanted.trim()) return [];
  let folded = '';
  const origin = []; // of each folded unit
  for (let i = 0; i < text.length;) {
    const letter = String.fromCodePoint(text.codePointAt(i));
    const plain = /\s/.test(letter) ? ' ' : fold(letter);
    for (let k = 0; k < plain.length; k++) origin.push(i);
    folded += plain;
    i += letter.length;
  }
  origin.push(text.length);
  const found = [];
  for (let at = folded.indexOf(wanted); at >= 0 && found.length < MOST; at = folded.indexOf(wanted, at + wanted.length)) {
    let to = at + wanted.length;
    while (to < origin.length - 1 && origin[to] === origin[to - 1]) to++;
    found.push([origin[at], origin[to]]);
  }
  return found;
};

window.newsflashTools = {
  canListen: 'speechSynthesis' in window && 'Segmenter' in Intl,
  listen(ended) {
    reading ??= { all: sentences(theStory().text), at: 0 };
    Object.assign(reading, { ended, paused: false });
    speak();
  },
  pause() {
    if (!reading) return;
    reading.paused = true;
    speechSynthesis.cancel();
  },
  share(title, address, said) {
    const url = address || location.href;
    if (navigator.share && navigator.canShare?.({ url })) {
      navigator.share({ title, url }).then(() => said(false), (error) => (error.name === 'AbortError' ? said(false) : copy(url).then(said)));
    } else copy(url).then(said);
  },
  find(sought, at) {
    const { text, range } = theStory();
    const ranges = places(text, sought).map(([from, to]) => range(from, to));
    mark('nf-found', ranges);
    mark('nf-current', ranges[at] ? [ranges[at]] : []);
    if (ranges[at]) show(ranges[at]);
    return ranges.length;
  },
};
addEventListener('pagehide', () => { if (reading) speechSynthesis.cancel(); });
