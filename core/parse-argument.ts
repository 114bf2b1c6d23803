import type * as z from 'zod';
import { $ZodAsyncError } from 'zod/v4/core';
import type { Reading } from './argument-text.ts';
import { canonicalJson, pathText } from './canonical-json.ts';
import type { Parameter } from './task.ts';

type Issue = z.core.$ZodIssue;

/**
 * Parses one argument, or fills in its default where it is not given. The value, also as canonical JSON, is undefined
 * where there is none; each fault begins with the place, such as `y.a[3]: expected number, got string`.
 *
 * Throws a `TypeError` where the schema is asynchronous: a fault of the task, not of its caller.
 */
export function parseArgument(
  task: string,
  { name, schema }: Parameter,
  given: Reading | undefined,
): { value?: unknown; json?: string; faults: string[] } {
  if (given === undefined && leavesOut(schema)) return { faults: [] };
  if (given !== undefined && 'fault' in given) return { faults: [`${name}: ${given.fault}`] };
  const before = given === undefined ? { json: '' } : jsonText(given.value, name);
  if ('fault' in before) return { faults: [before.fault] };
  const parsed = parse(task, name, schema, given?.value);
  if (!parsed.success)
    return { faults: parsed.error.issues.map((issue) => issueText(name, issue)) };
  if (parsed.data === undefined) return { faults: [] };
  const after = jsonText(parsed.data, name);
  if ('fault' in after) return { faults: [after.fault] };
  // z.json() and z.record() leave such a member out: what is stored would not be what was given.
  if (protoMembers(after.json) < protoMembers(before.json))
    return { faults: [`${name}: no member may be called __proto__`] };
  return { value: parsed.data, json: after.json, faults: [] };
}

/** Whether nothing takes the place of an argument that is not given, as in zod's own objects. */
function leavesOut({ _zod }: z.ZodType): boolean {
  return _zod.optin === 'optional' && _zod.optout === 'optional';
}

function parse(task: string, name: string, schema: z.ZodType, value: unknown) {
  try {
    return schema.safeParse(value, { error: wording });
  } catch (cause) {
    if (!(cause instanceof $ZodAsyncError)) throw cause;
    const message = `Task ${task}: parameter ${name} has an asynchronous schema; check such things in run`;
    throw new TypeError(message, { cause });
  }
}

/** The object of all arguments, of which each is a member. */
const levelsAbove = 1;

function jsonText(value: unknown, name: string): { json: string } | { fault: string } {
  try {
    return { json: canonicalJson(value, name, levelsAbove) };
  } catch (error) {
    if (error instanceof TypeError) return { fault: error.message };
    throw error;
  }
}

/** Inside a string, the quote would have a backslash before it. */
function protoMembers(json: string): number {
  return json.match(/[{,]"__proto__":/g)?.length ?? 0;
}

/** In place of zod's wording where a schema has none of its own; undefined leaves zod's. */
function wording(issue: z.core.$ZodRawIssue): string | undefined {
  if (issue.code !== 'invalid_type') return undefined;
  const { expected, input } = issue;
  if (expected === 'int' && typeof input === 'number') return `expected an integer, got ${input}`;
  return `expected ${expected}, got ${typeText(input)}`;
}

function typeText(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
}

function issueText(root: string, issue: Issue): string {
  const place = pathText(
    root,
    issue.path.map((step) => (typeof step === 'symbol' ? String(step) : step)),
  );
  const text = `${place}: ${issue.message}${formsText(issue)}`;
  return text.length > 300 ? `${text.slice(0, 300).toWellFormed()}…` : text;
}

/** Why no form of a union fits, or what is wrong with a key: zod says only that it is so. */
function formsText(issue: Issue): string {
  const nested = issue.code === 'invalid_union' ? issue.errors.flat() : keyIssues(issue);
  const texts = new Set(nested.map((inner) => issueText('', inner).replace(/^(\.|: )/, '')));
  return texts.size > 0 ? ` (${[...texts].join('; ')})` : '';
}

function keyIssues(issue: Issue): readonly Issue[] {
  return issue.code === 'invalid_key' || issue.code === 'invalid_element' ? issue.issues : [];
}
