// Hydration for go-app, which has none: it builds a new tree and puts it in the place of the body's first element. But it
// builds it in document order through a few DOM calls, in the synchronous part of go.run(). During that call those
// functions answer with the nodes that the server wrote, so nothing is replaced: focus, selection, scroll and pictures stay.

/** Elements whose children are the server's alone: the component declares them empty. */
const KEPT = 'nf-prose';

/**
 * Runs `run` with the nodes below `root`, root included, offered to whoever creates elements. Returns the place of the first
 * node that did not match, as text, or null if every node was taken over. After a mismatch the tree is the creator's own,
 * made of the adopted nodes so far and new ones, with the server's kept children moved into it.
 */
export const adopt = (root, run) => {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT,
    (node) => (node.parentNode.classList?.contains(KEPT) ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT));
  const made = new Map(); // element -> {attributes: Map, children: []}, as the creator declared them
  let next = root, mismatch = null;

  const offer = (what, fits) => {
    if (mismatch === null && next && fits(next)) {
      const node = next;
      next = walker.nextNode();
      return node;
    }
    mismatch ??= `${what} was declared where the page has ${next ? next.nodeName.toLowerCase() : 'nothing'}${next?.nodeType === 3 ? ` "${next.data.slice(0, 40)}"` : ''}`;
    return null;
  };

  const { createElement, createTextNode } = Document.prototype;
  const { appendChild, replaceChild } = Node.prototype;
  const { setAttribute } = Element.prototype;
  const patched = [
    [Document.prototype, 'createElement', function (name) {
      const node = offer(`<${name}>`, (each) => each.nodeType === 1 && each.localName === name) ?? createElement.call(this, name);
      made.set(node, { attributes: new Set(), children: [] });
      return node;
    }],
    [Document.prototype, 'createTextNode', function (text) {
      return offer(`"${text}"`, (each) => each.nodeType === 3 && each.data === text) ?? createTextNode.call(this, text);
    }],
    [Node.prototype, 'appendChild', function (child) {
      made.get(this)?.children.push(child);
      return child.parentNode === this ? child : appendChild.call(this, child);
    }],
    [Node.prototype, 'replaceChild', function (child, old) {
      return child === old ? old : replaceChild.call(this, child, old);
    }],
    [Element.prototype, 'setAttribute', function (name, value) {
      made.get(this)?.attributes.add(name.toLowerCase());
      if (this.getAttribute(name) === String(value)) return;
      if (root.contains(this)) mismatch ??= `${this.localName}'s ${name} was declared as "${value}", the page has "${this.getAttribute(name)}"`;
      setAttribute.call(this, name, value);
    }],
  ].map(([on, name, stand]) => {
    const real = on[name];
    on[name] = stand;
    return () => { on[name] = real; };
  });
  const kept = root.querySelector(`.${KEPT}`);
  try {
    run();
  } finally {
    for (const restore of patched) restore();
  }
  if (next && mismatch === null) mismatch = `the page has ${next.nodeName.toLowerCase()} where nothing more was declared`;
  if (mismatch !== null) reconcile(made, kept);
  return mismatch;
};

/** Makes the tree exactly what its creator declared; the kept text, which the creator does not know, moves along. */
const reconcile = (made, kept) => {
  const text = kept ? [...kept.childNodes] : [];
  for (const [node, declared] of made) {
    for (const name of node.getAttributeNames()) if (!declared.attributes.has(name)) node.removeAttribute(name);
    if (node.classList.contains(KEPT)) node.replaceChildren(...text);
    else node.replaceChildren(...declared.children);
  }
};
