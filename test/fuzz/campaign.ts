import { randomChoices, type Choices } from '../simulator/choices.ts';

/** Plays one case; says how many things it tried. Throws what is wrong. */
export type Play = (choices: Choices) => number | Promise<number>;

export interface Campaign {
  play: Play;
  seed: number;
  /** The number of the first case; each further case is the next number. */
  from: number;
  /** How many things to try at least. */
  count: number;
  onProgress?: (tried: number, next: number) => void;
}

export interface Outcome {
  tried: number;
  /** The number of the case after the last. */
  next: number;
  failure: Failure | undefined;
}

export interface Failure {
  number: number;
  error: unknown;
  choices: readonly number[];
}

const casesBetweenReports = 10_000;

/** Plays cases until enough was tried, or the first fails. A case is decided by seed and number alone. */
export async function campaign({
  play,
  seed,
  from,
  count,
  onProgress,
}: Campaign): Promise<Outcome> {
  let tried = 0;
  let number = from;
  while (tried < count) {
    const choices = randomChoices(seed, number);
    try {
      tried += await play(choices);
    } catch (error) {
      return { tried, next: number + 1, failure: { number, error, choices: choices.taken() } };
    }
    number += 1;
    if (number % casesBetweenReports === 0) onProgress?.(tried, number);
  }
  return { tried, next: number, failure: undefined };
}
