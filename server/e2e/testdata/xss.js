// Runs before every other script of every document that shares the tab's process. It reports what runs that should not, and
// holds the vocabulary of cards once more: written out by hand, so that the gate is not measured with its own rule.
(() => {
  const XHTML = 'http://www.w3.org/1999/xhtml';
  if (self === top) Object.assign(window, { __caught: [], __loads: new Map(), __answered: new Set() });

  /** What the test calls the place where something runs: the mark on an element around it or around its frame. */
  const place = () => {
    const marked = (node) => node?.closest?.('[data-n]')?.dataset.n;
    let at = self;
    while (at !== top && at.parent !== top) at = at.parent;
    return marked(at === top ? window.event?.target : at.frameElement) ?? 'page';
  };
  const caught = (what) => {
    try { top.__caught.push(`${place()} ran ${what}`); } catch { console.error(`${location.href} ran ${what}`); }
  };
  for (const name of ['alert', 'confirm', 'prompt', 'print', 'open', 'eval']) window[name] = () => caught(name);
  for (const name of ['write', 'writeln']) document[name] = () => caught(`document.${name}`);
  for (const name of ['setTimeout', 'setInterval']) {
    const original = window[name];
    window[name] = (job, ...more) => (typeof job === 'function' ? original(job, ...more) : caught(`${name} of text`));
  }

  if (self !== top) return;

  // Each frame is given a port as the loader does; that it tells its height shows that our own script runs in it.
  document.addEventListener('load', ({ target }) => {
    if (target.localName !== 'iframe') return;
    __loads.set(target, (__loads.get(target) ?? 0) + 1);
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data }) => { if (data.height > 0) __answered.add(target); };
    target.contentWindow.postMessage({ newsflash: 'light' }, '*', [port2]);
  }, true);

  const LANG = /^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$/;
  const ANY = /^/;
  const ADDRESS = /^https?:\/\/[^/@"<>`\\ \t\r\n\f]+[^"<>`\\ \t\r\n\f]*$/;
  const ID = /^[a-z0-9]+(-[a-z0-9]+)*$/;
  const NOTE = /^[A-Za-z0-9_.:-]{1,60}$/;
  const NUMBER = /^\d{1,9}$/;
  const CLASS = /^nf(-[a-z]+)*( nf-[a-z]+)*$/;
  const flow = { lang: LANG, dir: /^(ltr|rtl|auto)$/ };
  const link = { href: ADDRESS, target: /^_blank$/, rel: /^noopener$/, lang: LANG };
  const image = { alt: ANY, src: ADDRESS, width: NUMBER, height: NUMBER, loading: /^lazy$/, decoding: /^async$/ };
  const files = {
    srcset: /^http:\/\/127\.0\.0\.1:\d+\/static\/[0-9a-z]+\/\d+\.(webp|jpg) \d+w(, http:\/\/127\.0\.0\.1:\d+\/static\/[0-9a-z]+\/\d+\.(webp|jpg) \d+w)*$/,
    sizes: /^(auto, \(max-width: 700px\) 100vw, 640px|\(max-width: 42em\) 100vw, 42em)$/,
  };
  const text = { class: CLASS, lang: LANG };
  const headline = { class: /^nf-head$/, id: /^nf-t$/ };
  const card = {
    article: {
      class: CLASS, dir: /^(ltr|rtl)$/, lang: LANG, role: /^main$/, 'aria-labelledby': /^nf-t$/, 'data-fit': /^$/, 'data-layout': /^(standard|row|compact)$/,
      'data-scheme': /^(auto|light|dark|host)$/, 'data-size': /^-?\d$/, 'data-measure': /^-?\d$/, 'data-theme': /^(default|broadsheet)$/,
    },
    a: { class: CLASS, ...link, 'data-story': ID }, img: { class: CLASS, ...image, ...files, 'data-x': /^(0|25|75|100)$/, 'data-y': /^(0|25|75|100)$/ },
    picture: {}, source: { ...files, type: /^image\/webp$/ }, p: { ...text, role: /^status$/ }, span: text, h1: headline, h2: headline,
    button: { ...text, type: /^button$/, 'aria-label': ANY, 'aria-expanded': /^(true|false)$/, 'aria-pressed': /^(true|false)$/ },
    div: { ...text, 'data-tint': /^#[0-9a-f]{6}$/, 'data-tone': /^(light|dark)$/ },
    time: { datetime: /^\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d))?$/ },
    strong: { lang: LANG }, header: { class: CLASS }, figure: { class: CLASS }, figcaption: {}, ul: {}, li: {}, slot: {},
  };
  const prose = {
    a: { ...link, dir: flow.dir, 'data-note': NOTE }, img: { ...image, ...flow }, ol: { ...flow, start: /^-?\d{1,9}$/, reversed: /^$/ }, abbr: { ...flow, title: ANY },
    time: { ...flow, datetime: ANY }, td: { ...flow, colspan: NUMBER, rowspan: NUMBER }, details: { ...flow, open: /^$/ },
    th: { ...flow, colspan: NUMBER, rowspan: NUMBER, scope: /^(col|row|colgroup|rowgroup)$/ },
  };
  for (const name of ['p', 'li', 'dd']) prose[name] = { ...flow, 'data-noted': NOTE };
  for (const name of ('h2 h3 h4 ul blockquote q cite figure figcaption em strong b i s u small sub sup mark code pre kbd samp var br ' +
    'hr table thead tbody tfoot tr caption dl dt summary ruby rt rp bdi bdo span').split(' ')) prose[name] = flow;
  const page = {
    html: { lang: /^([A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*)?$/, 'data-embedded': /^$/, 'data-live': /^$/, 'data-listens': /^[a-z0-9-]+( [a-z0-9-]+)*$/, style: /^(color-scheme: (light|dark); ?)?--nf-read: \d+%; --nf-seen: \d+px;$/ }, head: {}, title: {}, body: { class: /^nf-alone$/, 'data-id': ID },
    meta: { charset: /^utf-8$/, name: /^(viewport|color-scheme|robots)$/, content: /^(width=device-width,initial-scale=1|light dark|light|dark|noindex)$/ },
    link: { rel: /^(canonical|stylesheet|icon|alternate)$/, type: /^(application\/json|text\/xml)\+oembed$/, title: ANY, href: /^(https?:\/\/[^"<>`\\ \t\r\n\f]+|\.\.\/static\/[0-9a-zA-Z_-]+\/(frame\.css|icon\.svg))$/ },
    script: {
      defer: /^$/, src: /^(http:\/\/127\.0\.0\.1:\d+|\.\.)\/static\/[0-9a-zA-Z_-]+\/(frame|live|alone)\.js$/, type: /^application\/json$/, id: /^nf-model$/,
      'data-id': ID, 'data-edition': /^[0-9a-zA-Z_-]+$/, 'data-sum': /^[0-9a-zA-Z+/]{43}=$/, 'data-news': /^\.\.\/events$/, 'data-live': /^\.\.\/static\/[0-9a-zA-Z_-]+\/live\.js$/, 'data-wasm': /^\.\.\/static\/[0-9a-zA-Z_-]+\/card\.wasm$/,
    },
  };

  /** What an element is or has that the vocabulary does not know. */
  const strange = (node, known) => {
    const allowed = Object.hasOwn(known, node.localName) && node.namespaceURI === XHTML ? known[node.localName] : null;
    if (!allowed) return [`<${node.localName}>`];
    const out = [];
    for (const { name, value } of node.attributes) {
      if (!Object.hasOwn(allowed, name) || !allowed[name].test(value)) out.push(`<${node.localName} ${name}=${JSON.stringify(value)}>`);
    }
    if (node.localName === 'a' && node.hasAttribute('href') && !/^https?:$/.test(node.protocol)) out.push(`<a> leads to ${node.protocol}`);
    if (node.localName === 'script' && !node.hasAttribute('src') && node.type !== 'application/json') out.push('<script>');
    return out;
  };
  const strangers = (label, root, known) => [...root.querySelectorAll('*')].flatMap((node) => {
    const parent = node.parentElement?.closest('.nf-prose');
    return strange(node, parent ? prose : known).map((what) => `${label}: ${what}`);
  });

  const news = {
    role: /^status$/, dir: /^(ltr|rtl)$/, 'data-theme': /^(default|broadsheet)$/, 'data-scheme': /^(auto|light|dark|host)$/, 'data-updated': ANY, 'data-show': ANY, 'data-withdrawn': ANY,
  };
  const story = { ...card, ...page, div: { ...card.div, ...news } };
  const report = (things, strange, moved = []) => ({ seen: things.length, strangers: strange, caught: __caught, moved });
  /** Cards in this page. */
  window.__cards = () => {
    const hosts = [...document.querySelectorAll('newsflash-card')];
    return report(hosts, hosts.flatMap((host, i) => strangers(`card ${i}`, host.shadowRoot, card).concat(
      host.childNodes.length || host.attributes.length ? [`card ${i}: its element was filled`] : [])));
  };
  /** Stories in this page, which are several pages one behind the other. */
  window.__stories = () => report([...document.querySelectorAll('body > article')], strangers('page', document, story));
  /** Frames in this page, which have all answered. */
  window.__frames = () => {
    const frames = [...document.querySelectorAll('iframe')];
    return report(frames, [], frames.filter((f) => __loads.get(f) !== 1).map((f) => f.src));
  };
  /** Pages by their addresses, parsed but not shown. */
  window.__parsed = async (addresses) => {
    const pages = [];
    for (const address of addresses) pages.push(new DOMParser().parseFromString(await (await fetch(address)).text(), 'text/html'));
    return report(pages, pages.flatMap((p, i) => strangers(addresses[i], p, story).concat(
      p.querySelectorAll('body > article').length === 1 && p.querySelectorAll('script').length === (p.body.className === 'nf-alone' ? 1 : 2) ? [] : [`${addresses[i]}: is not one article`])));
  };
  /** Puts raw strings into this page, each in a frame of its own: the control. The answer tells what to ask for the report. */
  window.__raw = async (strings) => {
    const places = strings.map((text, n) => {
      const frame = document.createElement('iframe');
      frame.dataset.n = n;
      frame.setAttribute('sandbox', 'allow-scripts allow-same-origin'); // may run, may not take this page away
      frame.srcdoc = `<!doctype html><body>${text}`;
      return frame;
    });
    await Promise.all(places.map((frame) => new Promise((done) => {
      frame.addEventListener('load', done, { once: true });
      document.body.append(frame);
    })));
    const broken = (frame) => strangers('', frame.contentDocument, story).length > 0;
    return () => report(places, places.filter(broken).map((frame) => frame.dataset.n));
  };
})();
