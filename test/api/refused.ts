import { expect } from 'vitest';
import { createApiWorld, type Answered } from './api-world.ts';
import type { Asking } from './rest-event.ts';

export interface Refused {
  ask: [method: string, target: string, asking?: Asking];
  status: number;
  code: string;
  says: RegExp;
}

/** A task ID as none was ever given out. */
export const unknownId = `${'a'.repeat(43)}.${'b'.repeat(22)}`;

/** Asks, and expects a refusal that says why, with nothing written and nothing begun. */
export async function expectRefused({ ask, status, code, says }: Refused): Promise<void> {
  const world = createApiWorld();

  const answered = await world.ask(...ask);

  expectProblem(answered, status, code);
  expect(answered.body.detail).toMatch(says);
  expect([world.queue.size(), world.table.items().length]).toEqual([0, 0]);
}

export function expectProblem(answered: Answered, status: number, code: string): void {
  const { headers, body } = answered;
  expect(body).toMatchObject({
    type: `https://madrona-async.example/problems/${code}`,
    status,
    title: expect.stringMatching(/^[A-Z]/),
  });
  expect(answered.status).toBe(status);
  expect(headers.get('content-type')).toBe('application/problem+json');
  expect(headers.get('cache-control')).toBe('no-store');
}
