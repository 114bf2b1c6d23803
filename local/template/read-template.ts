import { arn } from '../region.ts';
import type { Assembly } from './assembly.ts';
import { calledBy, readFront } from './read-front.ts';
import { readFunction } from './read-functions.ts';
import { readMapping, readQueueAttributes } from './read-queues.ts';
import { readSchedules } from './read-schedules.ts';
import { propertiesOf, type Properties, type Resource } from './resource.ts';
import { createScope, physicalName, queueUrl, type Place } from './scope.ts';
import type { FunctionShape, QueueShape, StackShape, TableShape } from './shape.ts';

/** Throws an `Error` that names the resource where the template holds what the embedded stack cannot read. */
export function readTemplate(
  assembly: Assembly,
  { sqsEndpoint }: Pick<Place, 'sqsEndpoint'>,
): StackShape {
  const { resources, parameters, stackName } = assembly;
  const place = { stackName, sqsEndpoint };
  const scope = createScope(resources, parameters, place);

  function all<T>(type: string, read: (properties: Properties, resource: Resource) => T): T[] {
    return resources
      .filter((resource) => resource.type === type)
      .map((resource) => read(propertiesOf(resource, scope), resource));
  }

  const queues = all('AWS::SQS::Queue', (properties, resource): QueueShape => {
    const name = physicalName(resource, place);
    const attributes = readQueueAttributes(properties);
    return { name, arn: arn('sqs', name), url: queueUrl(name, place), attributes };
  });
  const mappings = all('AWS::Lambda::EventSourceMapping', (properties) =>
    readMapping(properties, queues),
  ).filter(isOn);
  const api = readFront((type) => all(type, (properties, { id }) => ({ id, properties })));
  const schedules = all('AWS::Events::Rule', readSchedules).flat();
  const wired = new Set(
    [...mappings, ...calledBy(api), ...schedules].map(({ functionArn }) => functionArn),
  );
  const functions = resources
    .filter(({ type }) => type === 'AWS::Lambda::Function')
    // Others, such as those of custom resources, have no work here.
    .filter((resource) => wired.has(arn('lambda', `function:${physicalName(resource, place)}`)))
    .map((resource): FunctionShape => {
      const name = physicalName(resource, place);
      return readFunction(propertiesOf(resource, scope), name, assembly);
    });
  for (const each of functions) wired.delete(each.arn);
  for (const missing of wired) {
    throw new Error(`The template wires ${missing}, which it does not define`);
  }

  return {
    name: stackName,
    tables: all('AWS::DynamoDB::Table', (properties, resource) =>
      readTable(properties, physicalName(resource, place)),
    ),
    queues,
    functions,
    mappings,
    schedules,
    api,
  };
}

function isOn<T>(mapping: T | undefined): mapping is T {
  return mapping !== undefined;
}

const tableProperties = [
  'AttributeDefinitions',
  'BillingMode',
  'GlobalSecondaryIndexes',
  'KeySchema',
  'ProvisionedThroughput',
];

function readTable(properties: Properties, name: string): TableShape {
  const given = tableProperties
    .map((property): [string, unknown] => [property, properties.value(property)])
    .filter(([, value]) => value !== undefined);
  return { name, definition: Object.fromEntries(given) };
}
