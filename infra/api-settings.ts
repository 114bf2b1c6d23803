import type { FunctionEnv } from '../lambdas/env.ts';
import type { AsyncTasksProps } from './async-tasks-props.ts';

/** What the API's function is told of its owner's wishes, by the names of its environment. */
export interface ApiSettings {
  PUBLIC_URL?: string;
  STATUS_TEXTS?: string;
  CORS_ORIGINS?: string;
}

/** https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
const lambdaBytes = 4096;

/** The names of table and queue, of any length that AWS takes, and what every function is told have the rest. */
const mostBytes = 3500;

/**
 * Throws a `TypeError` where they are more than an environment takes: Lambda, which counts it as JSON, would refuse
 * them at deployment.
 */
export function apiSettings({
  publicUrl,
  statusTexts,
  corsOrigins = [],
}: Pick<AsyncTasksProps, 'publicUrl' | 'statusTexts' | 'corsOrigins'>): ApiSettings {
  const settings = {
    ...(publicUrl !== undefined && { PUBLIC_URL: publicUrl }),
    ...(statusTexts !== undefined && { STATUS_TEXTS: JSON.stringify(statusTexts) }),
    ...(corsOrigins.length > 0 && { CORS_ORIGINS: corsOrigins.join(' ') }),
  } satisfies Partial<FunctionEnv<'api'>>;
  const bytes = Buffer.byteLength(JSON.stringify(settings));
  if (bytes <= mostBytes) return settings;
  throw new TypeError(
    `publicUrl, statusTexts and corsOrigins take ${bytes} bytes of the API function's environment; together they may take ${mostBytes}, of the ${lambdaBytes} that Lambda allows`,
  );
}
