import { join } from 'node:path';
import { isRecord } from '../../local/is-record.ts';
import { readAssembly } from '../../local/template/assembly.ts';
import { readTemplate } from '../../local/template/read-template.ts';
import type { Resource } from '../../local/template/resource.ts';
import type { StackShape } from '../../local/template/shape.ts';

export const fixtureAssembly = join(import.meta.dirname, 'fixtures/assembly');

const place = { sqsEndpoint: 'http://127.0.0.1:9324' };

/**
 * The shape of the fixture, with other values in properties: `{ 'Queue.VisibilityTimeout': 7 }`; with another front
 * instead of its REST API.
 */
export function shapeWith(changes: Record<string, unknown> = {}, front?: Resource[]): StackShape {
  const assembly = structuredClone(readAssembly(fixtureAssembly));
  if (front !== undefined) {
    const rest = assembly.resources.filter(({ type }) => !type.startsWith('AWS::ApiGateway::'));
    assembly.resources = [...rest, ...structuredClone(front)];
  }
  for (const [path, value] of Object.entries(changes)) {
    const [id, ...keys] = path.split('.');
    const resource = assembly.resources.find((each) => each.id === id);
    if (resource === undefined) throw new Error(`The fixture has no resource ${id}`);
    setIn(resource.properties, keys, value);
  }
  return readTemplate(assembly, place);
}

function setIn(
  target: Record<string, unknown>,
  [key = '', ...more]: string[],
  value: unknown,
): void {
  if (more.length === 0) {
    target[key] = value;
    return;
  }
  const inner = isRecord(target[key]) ? target[key] : {};
  target[key] = inner;
  setIn(inner, more, value);
}
