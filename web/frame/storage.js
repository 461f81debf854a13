// go-app keeps state in localStorage and sessionStorage and stops without them. An opaque origin has neither (reading them
// throws), so the page gets stand-ins in memory, forgotten with the page. They are defined always: nothing is ever stored.
const standIn = () => {
  const kept = new Map();
  return {
    get length() { return kept.size; },
    key: (i) => [...kept.keys()][i] ?? null,
    getItem: (key) => kept.get(String(key)) ?? null,
    setItem: (key, value) => { kept.set(String(key), String(value)); },
    removeItem: (key) => { kept.delete(String(key)); },
    clear: () => kept.clear(),
  };
};
for (const name of ['localStorage', 'sessionStorage']) Object.defineProperty(window, name, { configurable: true, value: standIn() });
