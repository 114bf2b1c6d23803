import { devNull } from 'node:os';
import { region } from '../region.ts';
import type { FunctionShape } from '../template/shape.ts';

export interface FunctionPlace {
  /** What every process needs of the machine: a path. */
  inherited: Record<string, string>;
  endpoints: { dynamodb: string; sqs: string };
  /** Where Node keeps what it has compiled, so that the next process starts sooner. */
  compileCache?: string;
}

/**
 * The variables that Lambda sets, and those of the template; of the caller's own, what is `inherited`.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html
 */
export function functionEnvironment(
  shape: FunctionShape,
  { inherited, endpoints, compileCache }: FunctionPlace,
): Record<string, string> {
  return {
    ...inherited,
    ...shape.environment,
    ...(compileCache !== undefined && { NODE_COMPILE_CACHE: compileCache }),
    _HANDLER: shape.handler,
    AWS_ACCESS_KEY_ID: 'local',
    AWS_CONFIG_FILE: devNull, // the SDK would look into the user's own
    AWS_DEFAULT_REGION: region,
    AWS_ENDPOINT_URL_DYNAMODB: endpoints.dynamodb,
    AWS_ENDPOINT_URL_SQS: endpoints.sqs,
    AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(shape.memoryMegabytes),
    AWS_LAMBDA_FUNCTION_NAME: shape.name,
    AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
    AWS_LAMBDA_LOG_GROUP_NAME: `/aws/lambda/${shape.name}`,
    AWS_LAMBDA_LOG_STREAM_NAME: 'local',
    AWS_REGION: region,
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_SHARED_CREDENTIALS_FILE: devNull,
    LAMBDA_TASK_ROOT: shape.directory,
    TZ: ':UTC',
  };
}
