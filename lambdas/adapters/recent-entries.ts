/**
 * The most recently used entries, so many at most. It stands for `mnemonist/lru-cache` in the API's bundle, where the
 * DynamoDB client wants one for endpoint discovery, which is off: 7 KB that each cold start would load for nothing.
 */
// eslint-disable-next-line no-restricted-exports -- the module that it stands for exports its class so
export default class RecentEntries<K, V> {
  readonly #entries = new Map<K, V>();
  readonly #capacity: number;

  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  has(key: K): boolean {
    return this.#entries.has(key);
  }

  peek(key: K): V | undefined {
    return this.#entries.get(key);
  }

  get(key: K): V | undefined {
    const value = this.#entries.get(key);
    if (value !== undefined) this.set(key, value);
    return value;
  }

  set(key: K, value: V): void {
    this.#entries.delete(key);
    this.#entries.set(key, value);
    const [oldest] = this.#entries.keys();
    if (this.#entries.size > this.#capacity && oldest !== undefined) this.#entries.delete(oldest);
  }

  clear(): void {
    this.#entries.clear();
  }
}
