const query = new URLSearchParams(location.search);

/** The next page of this frame: what its address keeps of this one's, what is added, and what other programs put behind it. */
export const onward = (id, keep, more) => {
  const next = new URLSearchParams(more);
  for (const name of keep) if (query.has(name)) next.set(name, query.get(name));
  location.replace(`${id}?${next}${location.hash}`);
};
