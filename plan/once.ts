/** A reading of data that never changes, done once for each piece of it: many rules ask the same of one plan. */
export function once<Data extends object, T>(read: (data: Data) => T): (data: Data) => T {
  const known = new WeakMap<Data, { readonly value: T }>();
  return (data) => {
    const found = known.get(data);
    if (found !== undefined) return found.value;
    const value = read(data);
    known.set(data, { value });
    return value;
  };
}

/** Texts whose reading is kept: ten times the distinct ones of 17 shards (6 000), so that memory stays bounded. */
const MOST_TEXTS = 65_536;

/** A reading of texts, done once for each: shards are given the same files, and a changed plan keeps most of its own. */
export function oncePerText<T>(read: (text: string) => T, most = MOST_TEXTS): (text: string) => T {
  const known = new Map<string, { readonly value: T }>();
  return (text) => {
    const found = known.get(text);
    if (found !== undefined) return found.value;
    const value = read(text);
    if (known.size >= most) known.clear();
    known.set(text, { value });
    return value;
  };
}

/**
 * A reading of data that other parts of a plan go into, done again only where one of these is another than last time:
 * of a changed plan most are the same.
 */
export function onceWith<Data extends object, T>(): (data: Data, parts: readonly unknown[], read: () => T) => T {
  const last = new WeakMap<Data, { readonly parts: readonly unknown[]; readonly value: T }>();
  return (data, parts, read) => {
    const found = last.get(data);
    const isSame = found?.parts.length === parts.length && found.parts.every((part, index) => part === parts[index]);
    if (isSame) return found.value;
    const value = read();
    last.set(data, { parts, value });
    return value;
  };
}
