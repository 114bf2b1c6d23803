import type { BoundArgs } from '../../core/bind.ts';
import { decideBegin } from '../../core/decide.ts';
import { headOf, keyOfUrl } from '../../core/find.ts';
import { digestOf } from '../../core/key.ts';
import type { AnyTask } from '../../core/registry.ts';
import { runOfGood } from '../../core/status.ts';
import { problem } from './problem.ts';
import { monitorIn, outcomeAnswerByUrl } from './respond.ts';
import type { Api, ApiContext } from './route.ts';

/**
 * Whether somebody asks, rather than a browser on its own or a page of another site behind its user's back.
 * Nobody means to begin work by HEAD (RFC 9110 §9.2.1).
 */
export function mayBegin(c: ApiContext): boolean {
  const prefetched = ['Sec-Purpose', 'Purpose', 'X-Moz'].some((name) =>
    c.req.header(name)?.toLowerCase().includes('prefetch'),
  );
  const embedded =
    c.req.header('Sec-Fetch-Site') === 'cross-site' && c.req.header('Sec-Fetch-Mode') === 'no-cors';
  return c.req.method !== 'HEAD' && !prefetched && !embedded;
}

/** What a begin would answer, where it would find an outcome; 504 where it would begin or join. */
export async function answerWithoutBeginning(
  call: { task: AnyTask; bound: BoundArgs; pollingUrl: string },
  c: ApiContext,
  api: Api,
): Promise<Response> {
  const { task, bound, pollingUrl } = call;
  const key = keyOfUrl(api.sha256, pollingUrl);
  const head = await api.store.read(headOf(key), 'strong');
  const digest = digestOf(api.sha256, task.name, bound.json);
  const asked = { digest, policy: task.policy, reuse: true, force: false };
  const decision = decideBegin(head, asked, api.clock.now());
  switch (decision.do) {
    case 'begin':
      return problem('only-if-cached', `No outcome of ${task.name} is kept here; ${askByGet}`);
    case 'join':
      return problem('only-if-cached', `The run is in flight; ${askByGet}`, {
        members: { run: await monitorIn(decision.record, c, api) },
      });
    case 'serve':
      return outcomeAnswerByUrl(decision.record, c, api);
    case 'serve-good':
      return outcomeAnswerByUrl(await runOfGood(key, decision.good, api), c, api);
    case 'refuse':
      throw decision.error;
  }
}

const askByGet =
  'a HEAD request, a prefetch and what another site embeds begin and join nothing: ask by GET';
