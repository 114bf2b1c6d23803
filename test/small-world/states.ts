import type { State } from './state.ts';

/** Every state that was met, once, by numbers in the order in which they were met; compared whole, not by a hash. */
export interface States {
  /** The state's number; of one that is new the parent is kept. */
  add(state: State, parent: number): number;
  get(id: number): State;
  parentOf(id: number): number;
  size(): number;
}

const width = 5;
const chunkBits = 20;
const chunkSize = 1 << chunkBits;

export function createStates(): States {
  const chunks: Int32Array[] = [];
  const parents = createNumbers();
  let slots = new Int32Array(1 << 16).fill(-1);
  let count = 0;

  const offset = (id: number) => (id & (chunkSize - 1)) * width;
  const chunkOf = (id: number): Int32Array => {
    const index = id >> chunkBits;
    return (chunks[index] ??= new Int32Array(chunkSize * width));
  };

  function isAt(id: number, state: State): boolean {
    const [chunk, at] = [chunkOf(id), offset(id)];
    return (
      chunk[at] === state.table &&
      chunk[at + 1] === state.queue &&
      chunk[at + 2] === state.callers &&
      chunk[at + 3] === state.workers &&
      chunk[at + 4] === state.budget
    );
  }

  function slotOf(state: State): number {
    const mask = slots.length - 1;
    for (let slot = hash(state) & mask; ; slot = (slot + 1) & mask) {
      const id = slots[slot] ?? -1;
      if (id === -1 || isAt(id, state)) return slot;
    }
  }

  function grow() {
    slots = new Int32Array(slots.length * 2).fill(-1);
    for (let id = 0; id < count; id += 1) slots[slotOf(get(id))] = id;
  }

  const get = (id: number): State => {
    const [chunk, at] = [chunkOf(id), offset(id)];
    const [table = 0, queue = 0, callers = 0, workers = 0, budget = 0] = chunk.subarray(
      at,
      at + width,
    );
    return { table, queue, callers, workers, budget };
  };

  return {
    add(state, parent) {
      const slot = slotOf(state);
      const known = slots[slot] ?? -1;
      if (known !== -1) return known;
      const id = count;
      const { table, queue, callers, workers, budget } = state;
      chunkOf(id).set([table, queue, callers, workers, budget], offset(id));
      slots[slot] = id;
      parents.push(parent);
      count += 1;
      if (count * 2 > slots.length) grow();
      return id;
    },
    get,
    parentOf: parents.at,
    size: () => count,
  };
}

/** A list of whole numbers that may grow to many millions. */
export function createNumbers() {
  const chunks: Int32Array[] = [];
  let length = 0;
  return {
    push(value: number): void {
      const chunk = (chunks[length >> chunkBits] ??= new Int32Array(chunkSize));
      chunk[length & (chunkSize - 1)] = value;
      length += 1;
    },
    at: (index: number): number => chunks[index >> chunkBits]?.[index & (chunkSize - 1)] ?? -1,
    length: () => length,
  };
}

function hash({ table, queue, callers, workers, budget }: State): number {
  let mixed = Math.imul(table, 0x9e3779b1);
  for (const part of [queue, callers, workers, budget]) {
    mixed = Math.imul(mixed ^ (mixed >>> 15) ^ part, 0x85ebca6b);
  }
  return mixed ^ (mixed >>> 13);
}
