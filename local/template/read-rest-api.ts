import { onePart, type Part, type PartsOf } from './parts.ts';
import { readCallers } from './read-callers.ts';
import { functionArnIn } from './read-functions.ts';
import { rootOf } from './scope.ts';
import type { RestRouteShape, RestShape } from './shape.ts';

/** API Gateway's own most, and what it takes where the template says nothing. */
const integrationTimeoutMs = 29_000;

export function readRestApi({ id, properties }: Part, partsOf: PartsOf): RestShape {
  const paths = pathsOf(id, partsOf('AWS::ApiGateway::Resource'));
  return {
    front: 'rest',
    id,
    stage: onePart(partsOf, 'AWS::ApiGateway::Stage').properties.text('StageName'),
    binaryMediaTypes: properties.texts('BinaryMediaTypes'),
    routes: partsOf('AWS::ApiGateway::Method').map((method) => readRoute(method, paths)),
  };
}

function pathsOf(restApi: string, resources: Part[]): Map<string, string> {
  const paths = new Map([[rootOf(restApi), '']]);
  const left = new Map(resources.map((each) => [each.id, each.properties]));
  while (left.size > 0) {
    const before = left.size;
    for (const [id, properties] of left) {
      const parent = paths.get(properties.text('ParentId'));
      if (parent === undefined) continue;
      paths.set(id, `${parent}/${properties.text('PathPart')}`);
      left.delete(id);
    }
    const [[, lost] = []] = left;
    if (lost !== undefined && left.size === before) {
      throw lost.fault('ParentId', 'does not lead to the root of the REST API');
    }
  }
  return paths;
}

function readRoute({ properties }: Part, paths: Map<string, string>): RestRouteShape {
  const resourceId = properties.text('ResourceId');
  const path = paths.get(resourceId);
  if (path === undefined) {
    throw properties.fault('ResourceId', `is ${resourceId}, which is not of the REST API`);
  }
  const type = properties.text('Integration.Type');
  if (type !== 'AWS_PROXY') {
    throw properties.fault('Integration.Type', `is ${type}; the embedded stack has AWS_PROXY only`);
  }
  return {
    resourceId,
    path: path === '' ? '/' : path,
    method: properties.text('HttpMethod'),
    functionArn: functionArnIn(properties, 'Integration.Uri'),
    timeoutMs: properties.integer('Integration.TimeoutInMillis', integrationTimeoutMs),
    callers: readCallers(properties, 'AuthorizationType'),
  };
}
