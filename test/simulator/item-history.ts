import type { Choices } from './choices.ts';
import type { Faults } from './faults.ts';
import type { Kernel } from './kernel.ts';
import { epoch } from './processes.ts';

/** Items by their ID, with all that each has been: eventual reads lag, and TTL deletes some day. */
export interface ItemHistory<T> {
  /** As a write finds it, or a strongly consistent read. */
  current(id: string): T | undefined;
  read(id: string, eventual: boolean): T | undefined;
  set(id: string, item: T): void;
  /** As it is, for who looks from outside. */
  latest(id: string): T | undefined;
}

export interface ItemHistoryPorts {
  kernel: Kernel;
  choices: Choices;
  faults: Faults;
}

/** What an item was from then on. */
interface State<T> {
  since: number;
  item: T | undefined;
}

/** Eventual reads lag by less than a second; with some seconds we are on the safe side. */
export const mostBehindMs = 3000;

/** `expiresAt`: from when on, in epoch milliseconds, an item may be deleted; null is never. */
export function createItemHistory<T>(
  { kernel, choices, faults }: ItemHistoryPorts,
  expiresAt: (item: T) => number | null,
): ItemHistory<T> {
  /** Every state of an item, the latest last. */
  const items = new Map<string, State<T>[]>();

  const historyOf = (id: string) => {
    const known = items.get(id);
    if (known !== undefined) return known;
    const history: State<T>[] = [{ since: 0, item: undefined }];
    items.set(id, history);
    return history;
  };
  const set = (id: string, item: T | undefined) =>
    void historyOf(id).push({ since: kernel.now(), item });
  const current = (id: string) => {
    const item = historyOf(id).at(-1)?.item;
    const at = item === undefined ? null : expiresAt(item);
    const expired = at !== null && at <= epoch + kernel.now();
    if (!expired || !choices.once(2)) return item;
    set(id, undefined);
    return undefined;
  };

  return {
    current,
    read(id, eventual) {
      const latest = current(id);
      if (!eventual || faults.healed()) return latest;
      const history = historyOf(id);
      const old = history.findLastIndex(({ since }) => since < kernel.now() - mostBehindMs);
      const behind = choices.pick(history.length - Math.max(0, old));
      return history.at(-1 - behind)?.item;
    },
    set,
    latest: (id) => items.get(id)?.at(-1)?.item,
  };
}
