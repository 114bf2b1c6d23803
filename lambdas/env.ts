/**
 * The environment variables of the functions: the only place where they are read. Infra takes
 * `FunctionEnv` as the type of what it supplies, and so does not compile when it forgets one.
 */
const required = {
  api: ['TABLE_NAME', 'QUEUE_URL'],
  worker: ['TABLE_NAME', 'QUEUE_URL'],
  'dead-letter': ['TABLE_NAME', 'QUEUE_URL', 'DEAD_LETTER_QUEUE_URL'],
  'stuck-runs': ['TABLE_NAME'],
} as const;

const optional = {
  /**
   * PUBLIC_URL: where callers reach the API, when that is not what the gateway's request says.
   * STATUS_TEXTS: the owner's words, as JSON.
   * CORS_ORIGINS: the origins whose pages may call, with spaces between them; or `*`.
   */
  api: ['PUBLIC_URL', 'STATUS_TEXTS', 'CORS_ORIGINS'],
  worker: [],
  'dead-letter': [],
  'stuck-runs': [],
} as const;

export type FunctionName = keyof typeof required;

export type FunctionEnv<F extends FunctionName> = Record<(typeof required)[F][number], string> &
  Partial<Record<(typeof optional)[F][number], string>>;

/** The memory that Lambda gave to the function, in MB: it sets this variable itself. */
export function readMemoryMb(env: Record<string, string | undefined> = process.env): number {
  const given = Number(env['AWS_LAMBDA_FUNCTION_MEMORY_SIZE']);
  if (Number.isInteger(given) && given > 0) return given;
  throw new Error('AWS_LAMBDA_FUNCTION_MEMORY_SIZE is to be a number of megabytes');
}

/** Throws an `Error` at start, naming every variable that is missing. */
export function readEnv<F extends FunctionName>(
  name: F,
  env: Record<string, string | undefined> = process.env,
): FunctionEnv<F> {
  const missing = required[name].filter((variable) => !env[variable]);
  if (missing.length > 0) {
    throw new Error(`The ${name} function needs the environment variables ${missing.join(', ')}`);
  }
  const known = [...required[name], ...optional[name]];
  const read = Object.fromEntries(
    known.flatMap((variable) => (env[variable] ? [[variable, env[variable]]] : [])),
  );
  return read as FunctionEnv<F>; // every required name was looked at above
}
