import { describe } from 'vitest';
import { beginJourneys } from './begins.ts';
import { cachingJourneys } from './caching.ts';
import { clientJourneys } from './client.ts';
import { endJourneys } from './ends.ts';
import { originalJourneys } from './original.ts';
import { refusalJourneys } from './refusals.ts';
import { createJourney, type Journey, type Target } from './target.ts';
import { waitJourneys } from './waits.ts';

/**
 * The whole suite against a stack that is up. It knows a base URL and a fetch, and not where they lead. What waits
 * does so side by side; a thousand begins have the stack to themselves.
 */
export function endToEndSuite(place: string, target: () => Target): void {
  const journey = (): Journey => createJourney(target());
  clientSuite(place, target);
  describe.concurrent(`ends, ${place}`, () => endJourneys(journey));
  describe.concurrent(`refusals, ${place}`, () => refusalJourneys(journey));
  describe.concurrent(`waits, ${place}`, () => waitJourneys(journey));
  describe.concurrent(`caching, ${place}`, () => cachingJourneys(journey));
  describe(`begins, ${place}`, () => beginJourneys(journey));
}

/** What goes through the client, for one more transport to a stack that is up. */
export function clientSuite(place: string, target: () => Target): void {
  const journey = (): Journey => createJourney(target());
  describe.concurrent(`the original's functions, ${place}`, () => originalJourneys(journey));
  describe.concurrent(`the client, ${place}`, () => clientJourneys(journey));
}
