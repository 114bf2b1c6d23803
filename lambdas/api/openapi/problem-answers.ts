import { problemTypeBase, type ErrorCode } from '../../../core/errors.ts';
import { problems } from '../../../core/problem.ts';
import type { HeaderUses, ResponseHeader, Schema } from './operation.ts';
import { headersOf } from './response-headers.ts';
import { problemTexts } from './problem-texts.ts';
import { component, objectOf } from './schemas.ts';

/** Problems that are answered with one status. */
export interface ProblemAnswer {
  status: number;
  /** The same for the same problems. */
  name: string;
  description: string;
  schema: Schema;
  headers: HeaderUses;
  /** Whether each has the member `run`. */
  hasRun: boolean;
}

/** What a gateway answers: one text of it may stand for several statuses. */
const anyProblem: Schema = {
  type: 'object',
  description: 'A refusal (RFC 9457).',
  required: ['type', 'title', 'detail'],
  properties: {
    type: { type: 'string', format: 'uri' },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string' },
  },
};

/** The shapes of all problems, by name. */
export function problemSchemas(): Record<string, Schema> {
  return {
    Problem: anyProblem,
    ...Object.fromEntries(codes().map((code) => [schemaName(code), schemaOf(code)])),
  };
}

/** One answer for each status that the problems have. */
export function problemAnswers(ofOperation: readonly ErrorCode[]): ProblemAnswer[] {
  const byStatus = Map.groupBy([...ofOperation].sort(), (code) => problems[code].status);
  return [...byStatus].map(([status, some]) => {
    return {
      status,
      name: [status, ...some].join('.'),
      description: some.map((code) => `\`${code}\`: ${problemTexts[code].when}`).join('\n\n'),
      schema: anyOf(some),
      headers: headerUses(some),
      hasRun: some.every((code) => problemTexts[code].run === 'always'),
    };
  });
}

/** The answer as a response of the document. */
export function problemResponse(
  { description, schema, headers }: ProblemAnswer,
  isForPages: boolean,
  links?: Record<string, Schema>,
): Schema {
  return {
    description,
    headers: headersOf(headers, isForPages),
    content: { 'application/problem+json': { schema } },
    ...(links === undefined ? {} : { links }),
  };
}

/** All that there are. */
export function codes(): ErrorCode[] {
  // The keys of a literal whose type is closed.
  return Object.keys(problems) as ErrorCode[];
}

function schemaOf(code: ErrorCode): Schema {
  const { status, title } = problems[code];
  const { when, then, run, requestId } = problemTexts[code];
  const { properties, required, type } = objectOf({
    type: { const: `${problemTypeBase}${code}` },
    title: { const: title },
    status: { const: status },
    detail: { type: 'string', description: 'What was wrong, and what is allowed.' },
    ...(run === 'always' ? { run: component('Monitor') } : {}),
    ...(requestId ? { requestId: { type: 'string', description: 'Stands in the log.' } } : {}),
  });
  const optional = run === 'sometimes' ? { run: component('Monitor') } : {};
  return {
    type,
    description: `${when} ${then}`,
    required,
    properties: Object.assign({}, properties, optional),
  };
}

function anyOf(some: readonly ErrorCode[]): Schema {
  const refs = some.map((code) => component(schemaName(code)));
  if (refs.length === 1) return { ...refs[0] };
  const mapping = Object.fromEntries(
    some.map((code, i) => [`${problemTypeBase}${code}`, refs[i]?.['$ref']]),
  );
  return { oneOf: refs, discriminator: { propertyName: 'type', mapping } };
}

/** What only one of several problems has is not always there. */
function headerUses(some: readonly ErrorCode[]): HeaderUses {
  const uses = some.map((code) => problemTexts[code].headers ?? {});
  const all = uses.flatMap(({ always = [], sometimes = [] }) => [...always, ...sometimes]);
  const isAlways = (name: ResponseHeader) => uses.every(({ always = [] }) => always.includes(name));
  const names = [...new Set(all)];
  return { always: names.filter(isAlways), sometimes: names.filter((name) => !isAlways(name)) };
}

function schemaName(code: ErrorCode): string {
  return `Problem.${code}`;
}
