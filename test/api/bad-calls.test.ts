import { test } from 'vitest';
import { expectRefused, unknownId, type Refused } from './refused.ts';

const refusals: Record<string, Refused> = {
  'an unknown task in a URL': {
    ask: ['GET', '/v1/run/ad/2/3'],
    status: 404,
    code: 'unknown-task',
    says: /"ad"; did you mean add\?/,
  },
  'a call without a task': {
    ask: ['GET', '/v1/run'],
    status: 404,
    code: 'unknown-task',
    says: /known are .*send-mail/,
  },
  'the task __proto__ in a URL': {
    ask: ['GET', '/v1/run/__proto__'],
    status: 404,
    code: 'unknown-task',
    says: /"__proto__"/,
  },
  'a task that is not begun by its URL': {
    ask: ['GET', '/v1/run/send-mail/ann'],
    status: 404,
    code: 'task-not-by-url',
    says: /begin it by POST \/v1\/tasks/,
  },
  'too many arguments': {
    ask: ['GET', '/v1/run/add/1/2/3'],
    status: 422,
    code: 'invalid-arguments',
    says: /got 3 positional arguments; it takes x, y/,
  },
  'an unexpected argument': {
    ask: ['GET', '/v1/run/add/1/2?z=3'],
    status: 422,
    code: 'invalid-arguments',
    says: /unexpected argument z/,
  },
  'a repeated query name': {
    ask: ['GET', '/v1/run/add?x=1&y=2&x=1'],
    status: 422,
    code: 'invalid-arguments',
    says: /the argument x twice/,
  },
  'an argument that does not parse': {
    ask: ['GET', '/v1/run/add/1/two'],
    status: 422,
    code: 'invalid-arguments',
    says: /y: expected a number, got "two"/,
  },
  'the argument __proto__ in a URL': {
    ask: ['GET', '/v1/run/add/1/2?__proto__=3'],
    status: 422,
    code: 'invalid-arguments',
    says: /unexpected argument __proto__/,
  },
  'an empty path segment': {
    ask: ['GET', '/v1/run/echo//2'],
    status: 422,
    code: 'invalid-arguments',
    says: /path segment 1 after the task is empty; an empty argument goes by name/,
  },
  'a path segment that is not percent-encoded': {
    ask: ['GET', '/v1/run/echo/50%'],
    status: 400,
    code: 'malformed',
    says: /50%.* is written %25/,
  },
  'a path segment that is not UTF-8': {
    ask: ['GET', '/v1/run/echo/%FF'],
    status: 400,
    code: 'malformed',
    says: /%FF/,
  },
  'a call URL that is too long': {
    ask: ['GET', `/v1/run/echo/${'a'.repeat(2048)}`],
    status: 414,
    code: 'url-too-long',
    says: /at most 2048 .*POST \/v1\/tasks/,
  },
  'a malformed task ID': {
    ask: ['GET', '/v1/tasks/nonsense'],
    status: 404,
    code: 'unknown-run',
    says: /"nonsense"/,
  },
  'an unknown task ID': {
    ask: ['GET', `/v1/tasks/${unknownId}`],
    status: 404,
    code: 'unknown-run',
    says: /There is no run/,
  },
  'the result of an unknown task ID': {
    ask: ['GET', `/v1/tasks/${unknownId}/result`],
    status: 404,
    code: 'unknown-run',
    says: /There is no run/,
  },
  'a cancel of an unknown task ID': {
    ask: ['POST', `/v1/tasks/${unknownId}/cancel`],
    status: 404,
    code: 'unknown-run',
    says: /There is no run/,
  },
  'a cancel of a malformed task ID': {
    ask: ['POST', '/v1/tasks/__proto__/cancel'],
    status: 404,
    code: 'unknown-run',
    says: /"__proto__"/,
  },
  'a polling URL that nothing stands for': {
    ask: ['GET', '/v1/status?pollingUrl=/nothing'],
    status: 404,
    code: 'unknown-run',
    says: /\/nothing/,
  },
  'a status without a polling URL': {
    ask: ['GET', '/v1/status'],
    status: 400,
    code: 'malformed',
    says: /no parameter; allowed is pollingUrl/,
  },
  'a polling URL that was not encoded': {
    ask: ['GET', '/v1/result?pollingUrl=/zone?a=1&b=2'],
    status: 400,
    code: 'malformed',
    says: /"pollingUrl", "b"; allowed is pollingUrl, once and percent-encoded/,
  },
  'a path that is no route': {
    ask: ['GET', '/v1/nothing'],
    status: 404,
    code: 'not-found',
    says: /nothing at \/v1\/nothing; there are GET \/v1\/run/,
  },
  'the root': { ask: ['GET', '/'], status: 404, code: 'not-found', says: /POST \/v1\/tasks/ },
};

test.each(Object.entries(refusals))('%s is refused by a problem that says why', (_, refused) =>
  expectRefused(refused),
);
