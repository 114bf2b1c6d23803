import { TaskError } from '../../../core/errors.ts';
import { Fault } from '../fault.ts';

/** What refused it. Whatever else is thrown is thrown on. */
export function refusalOf(act: () => unknown): TaskError {
  let result: unknown;
  try {
    result = act();
  } catch (error) {
    if (error instanceof TaskError) return error;
    throw error;
  }
  throw new Fault(`Nothing was refused: ${JSON.stringify(result)}`);
}
