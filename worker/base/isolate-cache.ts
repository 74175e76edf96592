/** What an isolate remembers of D1 for a while, and how a change makes it forget at once. Other isolates forget by time. */

const clearings: (() => void)[] = [];

/** Registers how to empty a cache; call it once, where the cache is made. */
export function registerCache(clear: () => void): void {
  clearings.push(clear);
}

/** Empties every cache of this isolate: call it after changing what keys, tenants or projects may do. */
export function clearCaches(): void {
  for (const clear of clearings) clear();
}
