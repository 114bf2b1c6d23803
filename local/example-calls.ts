import * as z from 'zod';

const definitionsSchema = z.object({
  tasks: z.array(
    z.object({
      name: z.string(),
      url: z.boolean(),
      parameters: z.array(
        z.object({
          name: z.string(),
          required: z.boolean(),
          schema: z.record(z.string(), z.unknown()),
        }),
      ),
    }),
  ),
});

type Definition = z.output<typeof definitionsSchema>['tasks'][number];

export interface ExampleCall {
  task: string;
  kwargs: Record<string, unknown>;
}

/**
 * A call of a task that may be begun by its URL, and one of another task, out of what `/v1/definitions` answers;
 * undefined where none can be thought of. Numbers say less that a task could refuse than texts do.
 */
export function exampleCalls(definitions: unknown): { byUrl?: ExampleCall; posted?: ExampleCall } {
  const examples = definitionsSchema
    .parse(definitions)
    .tasks.flatMap(exampleOf)
    .sort((a, b) => a.texts - b.texts);
  const byUrl = examples.find(({ url }) => url);
  const posted = examples.find((each) => each !== byUrl) ?? byUrl;
  return { ...(byUrl && { byUrl: byUrl.call }), ...(posted && { posted: posted.call }) };
}

function exampleOf({ name, url, parameters }: Definition) {
  const values = parameters
    .filter(({ required }) => required)
    .map(({ name, schema }): [string, unknown] => [name, exampleValue(schema)]);
  if (values.some(([, value]) => value === undefined)) return [];
  const texts = values.filter(([, value]) => typeof value === 'string').length;
  return [{ url, texts, call: { task: name, kwargs: Object.fromEntries(values) } }];
}

/** A value that the schema allows; undefined where that would be a guess. */
function exampleValue(schema: Record<string, unknown>): unknown {
  const { type, enum: values } = schema;
  if (Array.isArray(values))
    return values.find((value) => typeof value === 'string' && value !== '');
  if (type === 'boolean') return true;
  if (type === 'string') return isAnyText(schema) ? 'text' : undefined;
  return type === 'number' || type === 'integer' ? exampleNumber(schema) : undefined;
}

function exampleNumber(schema: Record<string, unknown>): number | undefined {
  const { type, minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf } = schema;
  const least = Math.max(numberOr(minimum, -Infinity), numberOr(exclusiveMinimum, -Infinity) + 1);
  const most = Math.min(numberOr(maximum, Infinity), numberOr(exclusiveMaximum, Infinity) - 1);
  const value = Math.min(Math.max(2, least), most);
  const fits = multipleOf === undefined && value >= least;
  return fits && (type === 'number' || Number.isInteger(value)) ? value : undefined;
}

function isAnyText({ pattern, format, minLength, maxLength }: Record<string, unknown>): boolean {
  const fits = numberOr(minLength, 0) <= 4 && numberOr(maxLength, 4) >= 4;
  return pattern === undefined && format === undefined && fits;
}

function numberOr(value: unknown, otherwise: number): number {
  return typeof value === 'number' ? value : otherwise;
}
