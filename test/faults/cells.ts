import type { Which } from './call.ts';
import { faults, type Fault } from './faults.ts';
import { operations } from './operations.ts';
import { play, type Plan, type Played } from './play.ts';
import { brokenPromises } from './promises.ts';
import type { Operation, Scenario } from './scenario.ts';
import { sentenceOf } from './sentence.ts';

/** A call of an operation, and what is done to it. */
export interface Cell {
  /** Its test's title begins with it. */
  number: number;
  operation: Operation;
  scenario: Scenario;
  call: string;
  which: Which;
  fault: Fault;
}

/** Every call of every operation, with every fault. */
export const cells: readonly Cell[] = operations
  .flatMap((operation) =>
    operation.scenarios.flatMap((scenario) =>
      Object.entries(scenario.calls).flatMap(([call, which]) =>
        faults.map((fault) => ({ operation, scenario, call, which, fault })),
      ),
    ),
  )
  .map((cell, at) => ({ number: at + 1, ...cell }));

/** What happens in that cell. Throws where a promise is broken, or the call is not made. */
export async function outcomeOf({ operation, scenario, which, fault }: Cell): Promise<string> {
  const calm = await playCalm(scenario);
  const alone = await playKept(scenario, { which, fault });
  // A message comes again by itself; a caller does not.
  const again =
    operation.process === 'API' ? await playKept(scenario, { which, fault }, true) : alone;
  return sentenceOf(operation, { alone, again, calm });
}

/** Without a fault a scenario is the same each time. */
function playCalm(scenario: Scenario): Promise<Played> {
  const played = calmly.get(scenario) ?? play(scenario);
  calmly.set(scenario, played);
  return played;
}

const calmly = new Map<Scenario, Promise<Played>>();

async function playKept(scenario: Scenario, plan: Plan, again = false): Promise<Played> {
  const played = await play(scenario, plan, again);
  if (!played.struck) throw new Error('The call is not made');
  const broken = await brokenPromises(scenario, played);
  if (broken.length > 0) throw new Error(`Not kept: ${broken.join('; ')}`);
  return played;
}
