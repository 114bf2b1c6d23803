import { expect, test } from 'vitest';
import * as tasks from '#tasks';
import { createRegistry } from '../../core/registry.ts';

test.each(['add', 'clock', 'coastal-zone', 'countdown', 'flaky', 'spin'])(
  'the registry has %s, to be begun by its call URL',
  (name) => {
    expect(createRegistry(tasks).get(name)).toMatchObject({ name, url: true });
  },
);
