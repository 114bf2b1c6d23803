import { onePart, type Part, type PartsOf } from './parts.ts';
import { readCallers } from './read-callers.ts';
import { functionArnIn } from './read-functions.ts';
import type { HttpShape, RouteShape } from './shape.ts';

/** API Gateway's own most, and what it takes where the template says nothing. */
const integrationTimeoutMs = 30_000;

export function readHttpApi({ id, properties }: Part, partsOf: PartsOf): HttpShape {
  const protocol = properties.text('ProtocolType');
  if (protocol !== 'HTTP') {
    throw properties.fault('ProtocolType', `is ${protocol}; the embedded stack has HTTP only`);
  }
  properties.refuse('Body');
  properties.refuse('CorsConfiguration');
  const stage = onePart(partsOf, 'AWS::ApiGatewayV2::Stage').properties;
  const name = stage.text('StageName');
  if (name !== '$default') {
    throw stage.fault('StageName', `is ${name}; the embedded stack serves $default only`);
  }
  const integrations = new Map(
    partsOf('AWS::ApiGatewayV2::Integration').map((part) => [`integrations/${part.id}`, part]),
  );
  return {
    front: 'http',
    id,
    routes: partsOf('AWS::ApiGatewayV2::Route').map((route) => readRoute(route, integrations)),
  };
}

function readRoute({ properties }: Part, integrations: ReadonlyMap<string, Part>): RouteShape {
  const key = properties.text('RouteKey');
  const [, method, path] = /^([A-Z]+) (\/.*)$/.exec(key) ?? [];
  if (method === undefined || path === undefined) {
    throw properties.fault(
      'RouteKey',
      `is ${key}; the embedded stack has a method and a path only`,
    );
  }
  const target = properties.text('Target');
  const integration = integrations.get(target);
  if (integration === undefined) {
    throw properties.fault('Target', `is ${target}, which is no integration of the template`);
  }
  const callers = readCallers(properties, 'AuthorizationType');
  return { method, path, callers, ...readIntegration(integration) };
}

function readIntegration({ properties }: Part): Pick<RouteShape, 'functionArn' | 'timeoutMs'> {
  expectText('IntegrationType', 'AWS_PROXY');
  expectText('PayloadFormatVersion', '2.0');
  return {
    functionArn: functionArnIn(properties, 'IntegrationUri'),
    timeoutMs: properties.integer('TimeoutInMillis', integrationTimeoutMs),
  };

  function expectText(path: string, expected: string): void {
    const found = properties.text(path);
    if (found === expected) return;
    throw properties.fault(path, `is ${found}; the embedded stack has ${expected} only`);
  }
}
