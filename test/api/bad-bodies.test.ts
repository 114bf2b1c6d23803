import { test } from 'vitest';
import { bodyLimitBytes } from '../../core/begin-request.ts';
import { expectRefused, type Refused } from './refused.ts';
import type { Asking } from './rest-event.ts';

const refusals: Record<string, Refused> = {
  'a body that is not JSON': {
    ask: json('{"task":'),
    status: 400,
    code: 'malformed',
    says: /not JSON/,
  },
  'an empty body': { ask: json(''), status: 400, code: 'malformed', says: /not JSON/ },
  'a body that is not an object': {
    ask: json('[]'),
    status: 400,
    code: 'malformed',
    says: /the body: .*expected object/,
  },
  'a body without a task': {
    ask: json('{}'),
    status: 400,
    code: 'malformed',
    says: /task: .*expected string.*allowed is a JSON object with task \(string\)/,
  },
  'a member of the wrong type': {
    ask: json('{"task":"add","kwargs":[],"checkRunning":"no"}'),
    status: 400,
    code: 'malformed',
    says: /kwargs: .*expected object; checkRunning: .*expected boolean/,
  },
  'an unknown member': {
    ask: json('{"task":"add","polling_url":"/zone"}'),
    status: 400,
    code: 'malformed',
    says: /"polling_url".*pollingUrl \(string\)/,
  },
  'the member __proto__': {
    ask: json('{"task":"add","__proto__":{"args":[1,2]}}'),
    status: 400,
    code: 'malformed',
    says: /"__proto__"/,
  },
  'a body that is too large': {
    ask: json(' '.repeat(bodyLimitBytes + 1)),
    status: 413,
    code: 'too-large',
    says: new RegExp(`at most ${bodyLimitBytes} are allowed`),
  },
  'arguments that are too large': {
    ask: ['POST', '/v1/tasks', { body: { task: 'echo', args: ['a'.repeat(204_800)] } }],
    status: 413,
    code: 'too-large',
    says: /at most 204800 are allowed/,
  },
  'arguments that nest too deep': {
    ask: json(`{"task":"any","args":[${'['.repeat(50_000)}${']'.repeat(50_000)}]}`),
    status: 422,
    code: 'invalid-arguments',
    says: /levels/,
  },
  'an unknown task in a body': {
    ask: ['POST', '/v1/tasks', { body: { task: 'sendmail' } }],
    status: 404,
    code: 'unknown-task',
    says: /did you mean send-mail\?/,
  },
  'the task constructor in a body': {
    ask: ['POST', '/v1/tasks', { body: { task: 'constructor' } }],
    status: 404,
    code: 'unknown-task',
    says: /"constructor"/,
  },
  'missing arguments': {
    ask: ['POST', '/v1/tasks', { body: { task: 'add' } }],
    status: 422,
    code: 'invalid-arguments',
    says: /missing the arguments x and y/,
  },
  'an argument by position and by name': {
    ask: ['POST', '/v1/tasks', { body: { task: 'add', args: [1, 2], kwargs: { x: 3 } } }],
    status: 422,
    code: 'invalid-arguments',
    says: /the argument x twice/,
  },
  'an argument of the wrong type': {
    ask: ['POST', '/v1/tasks', { body: { task: 'add', args: [1, '2'] } }],
    status: 422,
    code: 'invalid-arguments',
    says: /y: expected number, got string/,
  },
  'the argument __proto__ in a body': {
    ask: [
      'POST',
      '/v1/tasks',
      {
        headers: { 'Content-Type': 'application/json' },
        body: '{"task":"add","args":[1,2],"kwargs":{"__proto__":3,"constructor":4}}',
      },
    ],
    status: 422,
    code: 'invalid-arguments',
    says: /unexpected arguments __proto__ and constructor/,
  },
  'a polling URL that is too long': {
    ask: ['POST', '/v1/tasks', { body: { task: 'add', args: [1, 2], pollingUrl: longUrl() } }],
    status: 422,
    code: 'invalid-polling-url',
    says: /at most 2,048 bytes/,
  },
  'a polling URL of another form': {
    ask: ['POST', '/v1/tasks', { body: { task: 'add', args: [1, 2], pollingUrl: '//host/x' } }],
    status: 422,
    code: 'invalid-polling-url',
    says: /allowed is \/path… or http/,
  },
  'a polling URL that calls something else': {
    ask: [
      'POST',
      '/v1/tasks',
      { body: { task: 'add', args: [1, 2], pollingUrl: '/v1/run/add/1/3' } },
    ],
    status: 422,
    code: 'reserved-polling-url',
    says: /it calls add with/,
  },
};

test.each(Object.entries(refusals))('%s is refused by a problem that says why', (_, refused) =>
  expectRefused(refused),
);

function json(body: string): [string, string, Asking] {
  return ['POST', '/v1/tasks', { headers: { 'Content-Type': 'application/json' }, body }];
}

function longUrl(): string {
  return `/${'a'.repeat(2048)}`;
}
