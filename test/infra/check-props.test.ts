import { inspect } from 'node:util';
import { Duration, Lazy, Size } from 'aws-cdk-lib';
import { Table, type ITable } from 'aws-cdk-lib/aws-dynamodb';
import { Architecture } from 'aws-cdk-lib/aws-lambda';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { describe, expect, test } from 'vitest';
import { checkProps } from '../../infra/check-props.ts';
import { synthesize } from './synthesize.ts';

const check = (props: object) => () => checkProps({ entry: 'tasks.ts', ...props });

test('an entry is enough', () => {
  expect(check({})).not.toThrow();
});

test('a property that is undefined is left out', () => {
  expect(check({ publicUrl: undefined, auth: undefined })).not.toThrow();
});

describe('what may be given, is let through', () => {
  let table: ITable | undefined;
  synthesize((stack) => {
    table = Table.fromTableName(stack, 'Kept', 'kept');
  });

  test.each([
    { table },
    { publicUrl: 'https://jobs.example.org' },
    { publicUrl: 'http://localhost:8787/async' },
    { statusTexts: { started: 'Wait for {task}' } },
    { auth: 'iam' },
    { auth: { none: 'A demonstration without data' } },
    {
      auth: { jwt: { issuer: 'https://login.example.org/a', audience: ['x', 'y'] } },
      front: 'http',
    },
    {
      auth: { jwt: { issuer: Lazy.string({ produce: () => '' }), audience: ['x'] } },
      front: 'http',
    },
    { front: 'rest' },
    { front: 'function-url' },
    { corsOrigins: [] },
    { corsOrigins: ['*'] },
    { corsOrigins: ['https://app.example.org', 'http://localhost:5173'] },
    { corsOrigins: [Lazy.string({ produce: () => '' })] },
    { workerTimeout: Duration.seconds(30) },
    { workerMemory: Size.gibibytes(10) },
    { batchSize: 10 },
    { maxConcurrency: 2 },
    { stuckRunsEvery: Duration.minutes(1) },
    { stuckRunsEvery: false },
    { architecture: Architecture.X86_64 },
    { logRetention: RetentionDays.INFINITE },
  ])('%o', (props) => {
    expect(check(props)).not.toThrow();
  });

  test('what only deployment knows', () => {
    const publicUrl = Lazy.string({ produce: () => '' });
    const batchSize = Lazy.number({ produce: () => 1 });

    expect(check({ publicUrl, batchSize })).not.toThrow();
  });

  test.each(['auth', 'front'])('not what deployment would have to know of %s', (name) => {
    expect(check({ [name]: Lazy.any({ produce: () => 'iam' }) })).toThrow(`${name} is `);
  });
});

describe('what may not, is refused in a sentence that names it and what is allowed', () => {
  const url =
    'it must be like https://jobs.example.org/async, without query, fragment or slash at its end';
  const auth =
    "it must be 'iam', { jwt: { issuer: 'https://…', audience: ['…'] } }, or { none: 'the reason why anybody may call' }";
  const origins =
    "it must be a list of at most 100 origins such as https://app.example.org, or ['*'] alone";
  const texts = 'it must be an object with texts under some of started, running, cached, stale';
  const timeout = 'it must be a Duration of whole seconds from 30 to 900';
  const memory = 'it must be a Size of whole mebibytes from 128 to 10240';
  const path = 'it must be the path of the module that exports the tasks';

  test.each([
    [{ entry: undefined }, `entry is undefined; ${path}`],
    [{ entry: '' }, `entry is ''; ${path}`],
    [{ entry: { add: 1 } }, `entry is { add: 1 }; ${path}`],
    [
      { table: 'my-table' },
      "table is 'my-table'; it must be a table of the CDK, such as Table.fromTableName gives",
    ],
    [{ publicUrl: 'jobs.example.org' }, `publicUrl is 'jobs.example.org'; ${url}`],
    [{ publicUrl: 'ftp://jobs.example.org' }, `publicUrl is 'ftp://jobs.example.org'; ${url}`],
    [
      { publicUrl: 'https://jobs.example.org/' },
      `publicUrl is 'https://jobs.example.org/'; ${url}`,
    ],
    [{ publicUrl: 'https://a.org?b=c' }, `publicUrl is 'https://a.org?b=c'; ${url}`],
    [{ publicUrl: 'https://a.org#' }, `publicUrl is 'https://a.org#'; ${url}`],
    [{ statusTexts: { begun: 'x' } }, `statusTexts is { begun: 'x' }; ${texts}`],
    [{ statusTexts: { started: 1 } }, `statusTexts is { started: 1 }; ${texts}`],
    [{ auth: 'none' }, `auth is 'none'; ${auth}`],
    [{ auth: { none: ' ' } }, `auth is { none: ' ' }; ${auth}`],
    [{ auth: { none: true } }, `auth is { none: true }; ${auth}`],
    [{ auth: { none: 'x', iam: true } }, `auth is { none: 'x', iam: true }; ${auth}`],
    [{ auth: { jwt: {} }, front: 'http' }, `auth is { jwt: {} }; ${auth}`],
    ...[
      { issuer: 'http://login.example.org', audience: ['x'] },
      { issuer: 'https://login.example.org?a', audience: ['x'] },
      { issuer: 'https://login.example.org', audience: [] },
      { issuer: 'https://login.example.org', audience: 'x' },
      { issuer: 'https://login.example.org', audience: [''] },
      { issuer: 'https://login.example.org', audience: ['x'], scope: 'y' },
    ].map((jwt): [object, string] => [
      { auth: { jwt }, front: 'http' },
      `auth is ${inspect({ jwt }, { breakLength: Infinity })}; ${auth}`,
    ]),
    ...['rest', 'function-url', undefined].map((front): [object, string] => [
      { auth: { jwt: { issuer: 'https://login.example.org', audience: ['x'] } }, front },
      `auth is a JWT, for which the front ${front ?? 'rest'} has no authoriser; it goes with the front http`,
    ]),
    [{ front: 'REST' }, "front is 'REST'; it must be one of rest, http, function-url"],
    [{ corsOrigins: '*' }, `corsOrigins is '*'; ${origins}`],
    ...[['*', 'https://a.org'], ['https://a.org/'], ['https://*.a.org'], ['http://a.org'], [7]].map(
      (corsOrigins): [object, string] => [
        { corsOrigins },
        `corsOrigins is ${inspect(corsOrigins)}; ${origins}`,
      ],
    ),
    [{ workerTimeout: Duration.seconds(29) }, `workerTimeout is 29 s; ${timeout}`],
    [{ workerTimeout: Duration.seconds(901) }, `workerTimeout is 901 s; ${timeout}`],
    [{ workerTimeout: Duration.millis(30_500) }, `workerTimeout is 30.5 s; ${timeout}`],
    [{ workerTimeout: 60 }, `workerTimeout is 60; ${timeout}`],
    [{ workerMemory: Size.mebibytes(64) }, `workerMemory is 64 MiB; ${memory}`],
    [{ workerMemory: 1769 }, `workerMemory is 1769; ${memory}`],
    [{ batchSize: 0 }, 'batchSize is 0; it must be a whole number from 1 to 10'],
    [{ batchSize: 11 }, 'batchSize is 11; it must be a whole number from 1 to 10'],
    [{ batchSize: 1.5 }, 'batchSize is 1.5; it must be a whole number from 1 to 10'],
    [{ batchSize: '5' }, "batchSize is '5'; it must be a whole number from 1 to 10"],
    [{ maxConcurrency: 1 }, 'maxConcurrency is 1; it must be a whole number from 2 to 1000'],
    [
      { architecture: 'arm64' },
      "architecture is 'arm64'; it must be Architecture.ARM_64 or Architecture.X86_64",
    ],
    [
      { logRetention: 2 },
      'logRetention is 2; it must be one of RetentionDays, such as RetentionDays.ONE_MONTH',
    ],
    [
      { logRetention: Duration.days(7) },
      'logRetention is 604800 s; it must be one of RetentionDays, such as RetentionDays.ONE_MONTH',
    ],
    [{ publicUrl: Architecture.ARM_64 }, `publicUrl is an object of Architecture; ${url}`],
    [{ batchSize: null }, 'batchSize is null; it must be a whole number from 1 to 10'],
  ])('%o', (props, says) => {
    expect(check(props)).toThrow(new TypeError(says));
  });

  test('what refers to itself, as parts of a stack do', () => {
    const part = { whole: {} };
    part.whole = part;

    expect(check({ auth: { none: part } })).toThrow(
      `auth is { none: <ref *1> { whole: [Circular *1] } }; ${auth}`,
    );
  });

  test('what has more to it than anybody reads', () => {
    const corsOrigins = Array.from({ length: 101 }, (_, i) => `https://a${i}.example.org`);

    expect(check({ corsOrigins: corsOrigins.slice(1) })).not.toThrow();
    expect(check({ corsOrigins })).toThrow(/^corsOrigins is .{300}…; it must be a list/);
  });

  test('no properties at all', () => {
    expect(() => checkProps({})).toThrow(`entry is undefined; ${path}`);
  });

  test.each([
    [
      'authorisation',
      /^There is no property authorisation; there are entry, table, .*logRetention$/,
    ],
    ['workerTimeOut', /^There is no property workerTimeOut; did you mean workerTimeout\?$/],
  ])('a property %s, which there is not', (name, says) => {
    expect(check({ [name]: 'iam' })).toThrow(says);
  });
});
