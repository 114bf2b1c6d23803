/** What an operation asks of table and queue: calls of their clients, and the units that the table bills. */
export interface Cost {
  eventualReads: number;
  strongReads: number;
  readUnits: number;
  writes: number;
  /** Writes whose condition did not hold; billed as if it had. */
  refusedWrites: number;
  writeUnits: number;
  sends: number;
  receives: number;
  visibilityChanges: number;
  deletes: number;
}

export const noCost: Cost = {
  eventualReads: 0,
  strongReads: 0,
  readUnits: 0,
  writes: 0,
  refusedWrites: 0,
  writeUnits: 0,
  sends: 0,
  receives: 0,
  visibilityChanges: 0,
  deletes: 0,
};

/** What is not named costs nothing. */
export function cost(parts: Partial<Cost>): Cost {
  return { ...noCost, ...parts };
}

export function difference(after: Cost, before: Cost): Cost {
  const entries = Object.entries(after) as [keyof Cost, number][];
  return cost(Object.fromEntries(entries.map(([part, count]) => [part, count - before[part]])));
}
