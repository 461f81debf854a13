// Tells a page that is not ours how high this frame's content is, in the three ways that embedding programs understand:
// WordPress (which gives its frames a secret behind the address), AMP, and what Embedly began and Medium and others read.
const { hash, href } = location;

/** WordPress's secret of this frame, or null. Its script, wp-embed.js, hears only messages that have it. */
export const secret = new URLSearchParams(hash.replace(/^#\??/, '')).get('secret');

let told;
const post = () => {
  if (secret) return parent.postMessage({ message: 'height', value: told, secret }, '*');
  parent.postMessage({ sentinel: 'amp', type: 'embed-size', height: told }, '*');
  parent.postMessage(JSON.stringify({ src: href, context: 'iframe.resize', height: told }), '*');
};

export const tell = (height) => {
  const value = Math.ceil(height);
  if (value === told || parent === window) return;
  told = value;
  post();
};

// WordPress may begin to listen later than this frame tells, and then says so.
if (secret) addEventListener('message', ({ source, data }) => { if (source === parent && data?.message === 'ready' && data.secret === secret && told) post(); });
