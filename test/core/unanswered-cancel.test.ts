import { expect, it } from 'vitest';
import { StoreFault } from '../../core/errors.ts';
import { beforeFirst, sets } from './faults.ts';
import { createFailingWorld, idOf } from './world.ts';

it('a cancel that the table did not answer is not said to be done, and is done when it is asked again', async () => {
  const fails = beforeFirst(sets('REVOKED'), () => {
    throw new StoreFault('no answer');
  });
  const world = createFailingWorld(fails);
  const taskId = idOf(await world.begin());

  await expect(world.cancel(taskId)).rejects.toThrow(StoreFault);

  expect(await world.byId(taskId)).toMatchObject({ status: 'PENDING' });
  expect(await world.cancel(taskId)).toMatchObject({ status: 'REVOKED' });
});
