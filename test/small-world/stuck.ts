import { createNumbers } from './states.ts';

/** Steps that will happen once nothing goes wrong any more, from one state to another. */
export interface FairSteps {
  add(from: number, to: number): void;
  /** The first of so many states from which no way of such steps leads to one that is over; null: there is none. */
  firstStuck(states: number, isOver: (id: number) => boolean): number | null;
}

export function createFairSteps(): FairSteps {
  const from = createNumbers();
  const to = createNumbers();

  /** Where the steps into each state begin in a list of all, which is ordered by the state that they lead to. */
  function byTarget(states: number): { begins: Int32Array; sources: Int32Array } {
    const begins = new Int32Array(states + 1);
    for (let i = 0; i < to.length(); i += 1) increase(begins, to.at(i) + 1);
    for (let id = 0; id < states; id += 1) begins[id + 1] = at(begins, id + 1) + at(begins, id);
    const sources = new Int32Array(to.length());
    const next = begins.slice();
    for (let i = 0; i < to.length(); i += 1) {
      sources[at(next, to.at(i))] = from.at(i);
      increase(next, to.at(i));
    }
    return { begins, sources };
  }

  return {
    add(source, target) {
      if (source === target) return;
      from.push(source);
      to.push(target);
    },
    firstStuck(states, isOver) {
      const { begins, sources } = byTarget(states);
      const ends = new Uint8Array(states);
      const front = createNumbers();
      const reach = (id: number) => {
        if (ends[id] === 1) return;
        ends[id] = 1;
        front.push(id);
      };
      for (let id = 0; id < states; id += 1) if (isOver(id)) reach(id);
      for (let i = 0; i < front.length(); i += 1) {
        const target = front.at(i);
        for (let j = at(begins, target); j < at(begins, target + 1); j += 1) reach(at(sources, j));
      }
      const stuck = ends.indexOf(0);
      return stuck === -1 ? null : stuck;
    },
  };
}

function at(numbers: Int32Array, index: number): number {
  return numbers[index] ?? 0;
}

function increase(numbers: Int32Array, index: number): void {
  numbers[index] = at(numbers, index) + 1;
}
