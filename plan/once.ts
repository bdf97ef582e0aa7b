/** A reading of data that never changes, done once for each piece of it: many rules ask the same of one plan. */
export function once<Data extends object, T>(read: (data: Data) => T): (data: Data) => T {
  const known = new WeakMap<Data, { readonly value: T }>();
  return (data) => {
    const found = known.get(data) ?? { value: read(data) };
    known.set(data, found);
    return found.value;
  };
}
