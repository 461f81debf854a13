// Runs in the page that is a card by itself, for frames that other programs make of oEmbed's answer: it tells its height, and
// turns to the story and back within its frame. Without it the page is the card and its links.
import { ending, looks, onward } from './onward.js';
import { secret, tell } from './size.js';

const LINE = 44; // px, a headline's: so much more room than needed is not worth a page that moves
const NARROWEST = 120; // px; less is no frame that somebody reads in
const card = document.body.firstElementChild;
const { id } = document.body.dataset;
Object.assign(card.dataset, looks());

document.addEventListener('click', (event) => {
  const link = event.target.closest('a');
  if (event.target.closest('.nf-read')) {
    onward('frame', id, ['theme', 'scheme'], { from: card.dataset.layout });
  } else if (link && secret) {
    // WordPress lets its frames open nothing, but goes to an address of the frame's own host when asked.
    const story = link.matches('.nf-link') ? id : link.dataset.story;
    if (!story) return;
    event.preventDefault();
    parent.postMessage({ message: 'link', value: new URL(`../go/${story}${ending}`, location.href).href, secret }, '*');
  }
});

/** Tells the height that the card needs, unless the frame's will do: a picture may be a bit lower or higher than usual, and a page
 *  that stays as it is moves nothing. */
const measure = () => {
  const heights = ['low', 'usual', 'high'].map((how) => {
    document.body.dataset.free = how;
    return card.getBoundingClientRect().height;
  });
  delete document.body.dataset.free;
  const [low, usual, high] = heights;
  tell(innerHeight < low - 1 || innerHeight > high + LINE ? usual : innerHeight);
};
let width;
const look = () => {
  if (innerWidth === width) return;
  width = innerWidth;
  measure();
};
/** Browsers observe nothing in a frame that is not seen yet, and WordPress shows it when it has told its height: so it is asked for. */
const sized = () => innerWidth >= NARROWEST && innerHeight > 0 && card.offsetHeight > 0;
const begin = () => (sized() ? look() : setTimeout(begin, 50));
begin();
new ResizeObserver(() => { if (sized()) look(); }).observe(document.body);
