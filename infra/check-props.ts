import { Token } from 'aws-cdk-lib';
import { Architecture } from 'aws-cdk-lib/aws-lambda';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { nearNames } from '../core/near-names.ts';
import { defaultStatusTexts } from '../core/status-text.ts';
import { functionTimeoutMs } from '../core/times.ts';
import { isOrigin } from '../core/cors.ts';
import type { AsyncTasksProps } from './async-tasks-props.ts';
import { checkJwtFront, isAuth } from './check-auth.ts';
import { frontKinds } from './front.ts';
import {
  isObject,
  isText,
  shown,
  text,
  wholeMebibytes,
  wholeMinutes,
  wholeNumber,
  wholeSeconds,
  type PropRule,
} from './prop-rules.ts';

type PropName = keyof AsyncTasksProps;

/** What resources there are depends on these: taken for granted, an unknown `auth` would let everybody in. */
const atSynthesis: ReadonlySet<string> = new Set<PropName>([
  'auth',
  'entry',
  'front',
  'stuckRunsEvery',
]);

/**
 * Refuses what would fail at deployment only, or never show, by a `TypeError` that names the property and what
 * it may be; callers without types get the same. What deployment only knows is let through.
 */
export function checkProps(props: object): void {
  for (const [name, value] of Object.entries<unknown>({ entry: undefined, ...props })) {
    const rule = isPropName(name) ? rules[name] : undefined;
    if (rule === undefined) throw new TypeError(unknownProp(name));
    const isLeftOut = value === undefined && name !== 'entry';
    const isDeferred = Token.isUnresolved(value) && !atSynthesis.has(name);
    if (isLeftOut || isDeferred || rule.isMet(value)) continue;
    throw new TypeError(`${name} is ${shown(value)}; it must be ${rule.allowed}`);
  }
  checkJwtFront(props);
}

const outcomes = Object.keys(defaultStatusTexts);

const rules: Record<PropName, PropRule> = {
  entry: text('the path of the module that exports the tasks'),
  table: {
    allowed: 'a table of the CDK, such as Table.fromTableName gives',
    isMet: (value) => isObject(value) && 'tableArn' in value,
  },
  publicUrl: {
    allowed: 'like https://jobs.example.org/async, without query, fragment or slash at its end',
    isMet: (value) =>
      typeof value === 'string' &&
      /^https?:$/.test(URL.parse(value)?.protocol ?? '') &&
      !/[?#]|\/$/.test(value),
  },
  statusTexts: {
    allowed: `an object with texts under some of ${outcomes.join(', ')}`,
    isMet: (value) =>
      isObject(value) &&
      Object.entries(value).every(([name, each]) => {
        return outcomes.includes(name) && typeof each === 'string';
      }),
  },
  front: {
    allowed: `one of ${frontKinds.join(', ')}`,
    isMet: (value) => frontKinds.some((kind) => kind === value),
  },
  auth: {
    allowed:
      "'iam', { jwt: { issuer: 'https://…', audience: ['…'] } }, or { none: 'the reason why anybody may call' }",
    isMet: isAuth,
  },
  corsOrigins: {
    allowed: "a list of at most 100 origins such as https://app.example.org, or ['*'] alone",
    isMet: isOriginList,
  },
  workerTimeout: wholeSeconds(30, functionTimeoutMs / 1000),
  workerMemory: wholeMebibytes(128, 10_240),
  // Lambda wants a batching window of a second or more for batches above 10.
  batchSize: wholeNumber(1, 10),
  maxConcurrency: wholeNumber(2, 1000),
  stuckRunsEvery: {
    allowed: 'a Duration of whole minutes from 1 to 1440, or false',
    isMet: (value) => value === false || wholeMinutes(1, 1440).isMet(value),
  },
  architecture: {
    allowed: 'Architecture.ARM_64 or Architecture.X86_64',
    isMet: (value) => value === Architecture.ARM_64 || value === Architecture.X86_64,
  },
  logRetention: {
    allowed: 'one of RetentionDays, such as RetentionDays.ONE_MONTH',
    isMet: (value) => typeof value === 'number' && value in RetentionDays,
  },
};

function isPropName(name: string): name is PropName {
  return Object.hasOwn(rules, name);
}

function unknownProp(name: string): string {
  const near = nearNames(name, Object.keys(rules));
  const hint =
    near.length > 0
      ? `did you mean ${near.join(', ')}?`
      : `there are ${Object.keys(rules).join(', ')}`;
  return `There is no property ${name}; ${hint}`;
}

function isOriginList(value: unknown): boolean {
  // https://docs.aws.amazon.com/lambda/latest/api/API_Cors.html
  if (!Array.isArray(value) || value.length > 100) return false;
  const given: unknown[] = value;
  const isAll = given.length === 1 && given[0] === '*';
  return (
    isAll || given.every((each) => Token.isUnresolved(each) || (isText(each) && isOrigin(each)))
  );
}
