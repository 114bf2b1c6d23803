import { canonicalReadUrl } from '../../core/call-url.ts';
import { TaskError } from '../../core/errors.ts';
import type { RunName } from '../../core/find.ts';
import type { Registry } from '../../core/registry.ts';
import { runNameOf } from '../../core/status.ts';
import type { Asked } from './asked.ts';
import type { ApiContext } from './route.ts';

/** The run that the path names. Throws `unknown-run`, for what cannot be a task ID too. */
export function namedRun(c: ApiContext): RunName {
  return runNameOf(c.req.param('taskId') ?? '');
}

/**
 * The canonical form of the one query parameter, `pollingUrl`. Any other name is refused: it is most likely
 * a piece of a polling URL that was not encoded.
 */
export function namedUrl({ query }: Asked, registry: Registry): string {
  const given = query.filter(([name]) => !/^x-amz-/i.test(name));
  const [first] = given;
  if (first?.[0] === 'pollingUrl' && given.length === 1)
    return canonicalReadUrl(first[1], registry);
  const names = given.map(([name]) => JSON.stringify(name)).join(', ');
  throw new TaskError(
    'malformed',
    `The query has ${names === '' ? 'no parameter' : `the parameters ${names}`}; ` +
      'allowed is pollingUrl, once and percent-encoded as a whole',
  );
}
