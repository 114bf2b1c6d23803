import type { Part } from './parts.ts';
import { readCallers } from './read-callers.ts';
import { functionArn } from './read-functions.ts';
import type { Properties } from './resource.ts';
import type { CorsShape, FunctionUrlShape } from './shape.ts';

export function readFunctionUrl({ id, properties }: Part): FunctionUrlShape {
  properties.refuse('Qualifier');
  const mode = properties.text('InvokeMode', 'BUFFERED');
  if (mode !== 'BUFFERED') {
    throw properties.fault('InvokeMode', `is ${mode}; the embedded stack has BUFFERED only`);
  }
  return {
    front: 'function-url',
    id,
    functionArn: functionArn(properties.text('TargetFunctionArn')),
    callers: readCallers(properties, 'AuthType'),
    cors: properties.value('Cors') === undefined ? undefined : readCors(properties),
  };
}

function readCors(properties: Properties): CorsShape {
  if (properties.value('Cors.AllowCredentials') === true)
    properties.refuse('Cors.AllowCredentials');
  return {
    allowOrigins: properties.texts('Cors.AllowOrigins'),
    allowMethods: properties.texts('Cors.AllowMethods'),
    allowHeaders: properties.texts('Cors.AllowHeaders'),
    exposeHeaders: properties.texts('Cors.ExposeHeaders'),
    maxAge: properties.integer('Cors.MaxAge', 0),
  };
}
