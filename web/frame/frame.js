// Runs in the live card's own page. It talks to the embedding page through the one port that page hands over, and starts
// WebAssembly on intent. Without WebAssembly the page stays as the server wrote it: the whole story, readable, closable.
import { looks, onward } from './onward.js';
import { tell as tellHeight } from './size.js';

const page = document.documentElement;
const story = document.body.firstElementChild;
const model = document.getElementById('nf-model');
const note = document.querySelector('.nf-news');
const query = new URLSearchParams(location.search);
const before = query.getAll('back'); // ids of the stories that led here
let port, started = false;

/** Starts the program: another story of the page around may have left it there, as frames without an origin share no cache. */
const boot = () => {
  if (started || typeof WebAssembly !== 'object') return;
  started = true;
  if (port) port.postMessage({ need: model.dataset.wasm });
  else load();
};
/** Loads the boot script, which takes the page over. A failure leaves the page as it is. */
const load = (program) => {
  window.newsflashProgram = program;
  addEventListener('nf-program', ({ detail }) => port?.postMessage({ name: model.dataset.wasm, program: detail }, [detail]));
  const script = document.createElement('script');
  script.src = model.dataset.live;
  document.head.append(script);
};

/** The scheme of the page around, which a card in scheme "host" inherits from the root element. */
const follow = (scheme) => { if (scheme === 'light' || scheme === 'dark') page.style.colorScheme = scheme; };

/** Another story in this one's place. The history of the page around stays as it is, so there is a way back of our own. */
const turn = (id, back) => onward('frame', id, ['theme', 'scheme', 'from'], back.map((each) => ['back', each]));

/** A quiet note where the reader is, when there is another edition than this: nothing moves before they ask. */
const tell = ({ edition, at, withdrawn }) => {
  if (edition === model.dataset.edition) return note.replaceChildren();
  const words = document.createElement('span');
  const button = document.createElement('button');
  button.type = 'button';
  if (withdrawn) {
    words.textContent = note.dataset.withdrawn;
    button.textContent = document.querySelector('.nf-close').textContent;
    button.className = 'nf-close';
  } else {
    let time = at.slice(11, 16);
    try { time = new Intl.DateTimeFormat(note.lang, { timeStyle: 'short' }).format(new Date(at)); } catch { /* a language of which the browser knows nothing */ }
    words.textContent = note.dataset.updated.replace('%s', time);
    button.textContent = note.dataset.show;
    button.addEventListener('click', () => location.reload());
  }
  note.replaceChildren(words, button);
};

/** News of stories, from one connection; the page around passes on what is not for this one. */
let source, heard;
const listen = (ids) => {
  const wanted = ids.join(' ');
  const { news } = model.dataset; // a page that is a file has nobody to ask
  if (wanted === heard || !news || typeof EventSource !== 'function') return;
  heard = wanted;
  page.dataset.listens = wanted; // for tests and for who looks
  source?.close();
  source = new EventSource(`${news}?${new URLSearchParams(ids.map((id) => ['id', id]))}`);
  source.onmessage = ({ data }) => {
    const told = JSON.parse(data);
    if (port) port.postMessage({ news: told });
    else tell(told);
  };
};

/** A footnote shows where its sign is, and goes with a second activation or Escape. */
const notes = () => {
  const prose = story.querySelector('.nf-prose');
  const close = (sign) => {
    sign.notes.remove();
    delete sign.notes;
    sign.setAttribute('aria-expanded', 'false');
    sign.focus({ preventScroll: true });
  };
  for (const sign of prose?.querySelectorAll('a[data-note]') ?? []) {
    const note = prose.querySelector(`[data-noted="${CSS.escape(sign.dataset.note)}"]`);
    if (!note) continue;
    sign.setAttribute('aria-expanded', 'false');
    sign.addEventListener('click', (event) => {
      event.preventDefault();
      if (sign.notes) return close(sign);
      const shown = document.createElement('div');
      shown.className = 'nf-aside';
      shown.setAttribute('role', 'note');
      shown.tabIndex = -1;
      shown.append(...note.cloneNode(true).childNodes);
      for (const back of shown.querySelectorAll('a')) if (/^[↩↑⤴^]/.test(back.textContent.trim())) back.remove();
      shown.addEventListener('keydown', (pressed) => {
        if (pressed.key !== 'Escape') return;
        pressed.stopPropagation(); // the story stays
        close(sign);
      });
      const block = sign.closest('p') ?? sign;
      block.after(shown);
      sign.notes = shown;
      sign.setAttribute('aria-expanded', 'true');
      shown.focus({ preventScroll: true });
    });
  }
};

/** Pictures of the text that have more in them than their column shows get a control. */
const pictures = () => {
  let words;
  for (const picture of story.querySelectorAll('.nf-prose img')) {
    const offer = () => {
      if (picture.closest('a, .nf-zoom') || picture.naturalWidth < picture.clientWidth * 1.3) return;
      const place = document.createElement('span');
      place.className = 'nf-zoom';
      const button = document.createElement('button');
      button.type = 'button';
      button.className = 'nf-enlarge';
      words ??= JSON.parse(model.textContent).words;
      button.setAttribute('aria-label', words.enlarge);
      button.setAttribute('aria-pressed', 'false');
      button.addEventListener('click', () => button.setAttribute('aria-pressed', String(place.classList.toggle('nf-wide'))));
      picture.before(place);
      place.append(picture, button);
    };
    if (picture.complete) offer();
    else picture.addEventListener('load', offer, { once: true });
  }
};

/** How far the reader is: the share of the story above the lower edge of what they see. */
const progress = () => {
  const steps = Array.from({ length: 101 }, (_, i) => i / 100);
  let furthest = 0;
  new IntersectionObserver(([{ intersectionRect, boundingClientRect, isIntersecting }]) => {
    if (!isIntersecting) return;
    const read = (intersectionRect.bottom - boundingClientRect.top) / boundingClientRect.height;
    furthest = Math.max(furthest, read);
    page.style.setProperty('--nf-read', `${Math.round(furthest * 100)}%`);
    page.style.setProperty('--nf-seen', `${Math.round(intersectionRect.top - boundingClientRect.top)}px`);
  }, { threshold: steps }).observe(story);
};

/** In a frame of another program's: the card that led here is the way back, and nobody around hands on news or programs. */
const alone = (layout) => {
  embed({
    postMessage: ({ height, close, need, news }) => {
      if (height) tellHeight(height);
      if (close) onward('card', model.dataset.id, ['theme', 'scheme'], { layout });
      if (need) load();
      if (news) tell(news);
    },
  });
  document.querySelector('.nf-close').focus({ preventScroll: true });
  listen([model.dataset.id]);
  boot();
};

const embed = (given) => {
  port = given;
  page.dataset.embedded = '';
  const measure = () => port.postMessage({ height: story.getBoundingClientRect().height });
  port.onmessage = ({ data }) => {
    follow(data.scheme);
    if (Array.isArray(data.listen)) listen(data.listen);
    if (data.news) tell(data.news);
    if ('program' in data) load(data.program);
    if (data.open !== true) return;
    document.querySelector('.nf-close').focus({ preventScroll: true });
    boot();
  };
  const close = () => port.postMessage({ close: true });
  document.addEventListener('click', (event) => {
    const on = (part) => event.target.closest?.(part);
    if (on('.nf-close')) close();
    else if (on('.nf-back')) turn(before.at(-1), before.slice(0, -1));
    else if (on('a[data-story]') && event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey) {
      event.preventDefault();
      turn(on('a').dataset.story, [...before, model.dataset.id]);
    }
  });
  document.addEventListener('keydown', (event) => { if (event.key === 'Escape' && !event.target.closest('.nf-finder')) close(); });
  addEventListener('nf-place', ({ detail: { top, bottom } }) => port.postMessage({ place: [top, bottom] }));
  if (before.length > 0) page.dataset.back = '';
  new ResizeObserver(measure).observe(story);
  measure();
  port.postMessage({ story: model.dataset.id });
};

addEventListener('message', (event) => {
  // Only the page that holds this frame, and only once: a later port would be somebody else's.
  if (event.source !== parent || !event.data?.newsflash || !event.ports[0] || page.dataset.embedded === '') return;
  follow(event.data.newsflash);
  embed(event.ports[0]);
});

/** A page that is a file takes the looks that its address asks for, and so does the program that takes it over. */
const dress = () => {
  const { theme, scheme } = looks();
  if (!theme && !scheme) return;
  const told = JSON.parse(model.textContent);
  if (theme) told.theme = theme;
  if (scheme) told.scheme = scheme;
  model.textContent = JSON.stringify(told);
  for (const each of [story, note]) Object.assign(each.dataset, { theme: told.theme, scheme: told.scheme });
};

dress();
progress();
notes();
pictures();
if (window === parent) {
  for (const sign of ['pointerdown', 'keydown', 'pointerover']) addEventListener(sign, boot, { once: true, passive: true });
  addEventListener('nf-place', ({ detail: { top, bottom } }) => { if (top < 0 || bottom > innerHeight) scrollBy({ top: top - innerHeight / 3 }); });
  listen([model.dataset.id]);
} else if (query.has('from')) alone(query.get('from'));
else for (const sign of ['pointerdown', 'keydown']) addEventListener(sign, boot, { once: true, passive: true });
