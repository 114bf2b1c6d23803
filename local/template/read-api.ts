import type { Properties } from './resource.ts';
import { rootOf } from './scope.ts';
import type { ApiShape, RouteShape } from './shape.ts';

/** A resource of API Gateway's, and how to read it. */
export interface ApiPart {
  id: string;
  properties: Properties;
}

export interface ApiParts {
  restApi: ApiPart;
  stage: ApiPart;
  resources: ApiPart[];
  methods: ApiPart[];
}

/** API Gateway's own most, and what it takes where the template says nothing. */
const integrationTimeoutMs = 29_000;

export function readApi({ restApi, stage, resources, methods }: ApiParts): ApiShape {
  const paths = pathsOf(restApi.id, resources);
  return {
    id: restApi.id,
    stage: stage.properties.text('StageName'),
    binaryMediaTypes: restApi.properties.texts('BinaryMediaTypes'),
    routes: methods.map((method) => readRoute(method, paths)),
  };
}

function pathsOf(restApi: string, resources: ApiPart[]): Map<string, string> {
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

function readRoute({ properties }: ApiPart, paths: Map<string, string>): RouteShape {
  const resourceId = properties.text('ResourceId');
  const path = paths.get(resourceId);
  if (path === undefined) {
    throw properties.fault('ResourceId', `is ${resourceId}, which is not of the REST API`);
  }
  const type = properties.text('Integration.Type');
  if (type !== 'AWS_PROXY') {
    throw properties.fault('Integration.Type', `is ${type}; the embedded stack has AWS_PROXY only`);
  }
  const uri = properties.text('Integration.Uri');
  const functionArn = /\/functions\/(arn:[^/]+)\/invocations$/.exec(uri)?.[1];
  if (functionArn === undefined) {
    throw properties.fault('Integration.Uri', `is ${uri}, which names no function`);
  }
  return {
    resourceId,
    path: path === '' ? '/' : path,
    method: properties.text('HttpMethod'),
    functionArn,
    timeoutMs: properties.integer('Integration.TimeoutInMillis', integrationTimeoutMs),
  };
}
