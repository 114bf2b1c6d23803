/** How large a small world is: what may happen in it, and how often. What is not bounded here happens at any time. */
export interface Settings {
  begins: number;
  /** How many of the begins may force: each does in some of the worlds' beginnings, and in others does not. */
  mayForce: number;
  /** So many messages a begin sends at most; one that has lost so many races is slow for ever. */
  sends: number;
  workers: number;
  /** Attempts that may follow a run's first. */
  retries: number;
  /** Time goes on by so much at once. */
  tickSeconds: number;
  /** Past so many ticks, a call that has not arrived may arrive at any later time. */
  ticksRemembered: number;
  /** Whether a task may throw, besides returning and going on for ever. */
  throws: boolean;
  /** Messages that are sent twice. */
  duplicates: number;
  /** Writes that are done, and whose answer is lost: the client asks again. */
  repeats: number;
  heartbeats: number;
  cancels: number;
  /** Callers who look for a run by its URL and then by its task ID. */
  readers: number;
  /** Messages that the queue gives up. */
  deadLetters: number;
  /** Messages that come to a worker while as many as there are of them are in the hands of others. */
  overlaps: number;
}

/** How many are left of what is bounded. */
export type Budget = Pick<
  Settings,
  'duplicates' | 'repeats' | 'heartbeats' | 'cancels' | 'readers' | 'deadLetters' | 'overlaps'
>;

const none: Budget = {
  duplicates: 0,
  repeats: 0,
  heartbeats: 0,
  cancels: 0,
  readers: 0,
  deadLetters: 0,
  overlaps: Infinity,
};

export function settingsOf(given: Partial<Settings> = {}): Settings {
  return {
    begins: 3,
    mayForce: 2,
    sends: 2,
    workers: 2,
    retries: 1,
    tickSeconds: 31,
    ticksRemembered: 1,
    throws: true,
    ...none,
    ...given,
  };
}

export function budgetOf(settings: Settings): Budget {
  const { duplicates, repeats, heartbeats, cancels, readers, deadLetters, overlaps } = settings;
  return { duplicates, repeats, heartbeats, cancels, readers, deadLetters, overlaps };
}
