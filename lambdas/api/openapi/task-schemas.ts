import type { AnyTask, Registry } from '../../../core/registry.ts';
import type { Parameter as TaskParameter } from '../../../core/task.ts';
import type { Schema } from './operation.ts';
import { beginOptions, component } from './schemas.ts';

/** The schema of an argument, by reference. */
export function argumentSchema({ name: task }: AnyTask, { name }: TaskParameter): Schema {
  return component(argumentName(task, name));
}

/** The schemas of all arguments, and of the bodies that begin the tasks. */
export function taskSchemas({ tasks }: Registry): Record<string, Schema> {
  const args = tasks.flatMap((task) =>
    task.parameters.map(({ name, jsonSchema }): [string, Schema] => {
      const component = argumentName(task.name, name);
      return [component, referringTo(component, jsonSchema)];
    }),
  );
  const begins = tasks.map((task): [string, Schema] => [beginName(task.name), beginOf(task)]);
  return { ...Object.fromEntries([...args, ...begins]), Begin: anyBegin(tasks) };
}

function anyBegin(tasks: readonly AnyTask[]): Schema {
  const refs = tasks.map(({ name }) => component(beginName(name)));
  const mapping = Object.fromEntries(tasks.map(({ name }, i) => [name, refs[i]?.['$ref']]));
  return refs.length === 0
    ? { type: 'object', description: 'There are no tasks.' }
    : { oneOf: refs, discriminator: { propertyName: 'task', mapping } };
}

/** Each parameter is given once, by its place or by its name. */
function beginOf(task: AnyTask): Schema {
  const { name, parameters, description } = task;
  const schemas = parameters.map((parameter) => argumentSchema(task, parameter));
  return {
    type: 'object',
    description,
    required: ['task'],
    additionalProperties: false,
    anyOf: [...parameters.keys(), parameters.length].map((count) => given(parameters, count)),
    properties: {
      task: { const: name },
      args: {
        type: 'array',
        description: 'Arguments in declared order.',
        ...(schemas.length === 0 ? {} : { prefixItems: schemas }),
      },
      kwargs: {
        type: 'object',
        description: 'Arguments by name.',
        additionalProperties: false,
        properties: Object.fromEntries(parameters.map((one, i) => [one.name, schemas[i]])),
      },
      ...beginOptions,
    },
  };
}

/** So many arguments by their places: the others that are required by name, and none of them again. */
function given(parameters: readonly TaskParameter[], count: number): Schema {
  const placed = parameters.slice(0, count).map(({ name }) => name);
  const named = parameters.slice(count).filter(({ required }) => required);
  const kwargs = {
    ...(placed.length === 0
      ? {}
      : { properties: Object.fromEntries(placed.map((name) => [name, false])) }),
    ...(named.length === 0 ? {} : { required: named.map(({ name }) => name) }),
  };
  return {
    required: [...(count === 0 ? [] : ['args']), ...(named.length === 0 ? [] : ['kwargs'])],
    properties: { args: { minItems: count, maxItems: count }, kwargs },
  };
}

/** Members whose values are data, and may look like anything. */
const data = new Set(['const', 'default', 'enum', 'examples']);

/** A schema whose references are to its own root, as a component of the document. */
function referringTo(component: string, schema: Schema): Schema {
  const root = `#/components/schemas/${component}`;
  const moved = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(moved);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, held]) => [key, member(key, held)]));
  };
  const member = (key: string, held: unknown): unknown => {
    if (data.has(key)) return held;
    const isOwn = key === '$ref' && typeof held === 'string' && held.startsWith('#');
    return isOwn ? `${root}${held.slice(1)}` : moved(held);
  };
  return Object.fromEntries(Object.entries(schema).map(([key, held]) => [key, member(key, held)]));
}

function argumentName(task: string, parameter: string): string {
  return `Argument.${task}.${parameter}`;
}

function beginName(task: string): string {
  return `Begin.${task}`;
}
