export interface RuntimeEnv {
  taskRoot: string;
  handler: string;
  functionName: string;
  functionArn: string;
  memoryMegabytes: string;
  logGroup: string;
  logStream: string;
}

/** What a function's process knows of itself; functions/environment.ts gives it all of this. */
export function takeRuntimeEnv(env: Record<string, string | undefined> = process.env): RuntimeEnv {
  const read = (name: string) => env[name] ?? '';
  const taken = {
    taskRoot: read('LAMBDA_TASK_ROOT'),
    handler: read('_HANDLER'),
    functionName: read('AWS_LAMBDA_FUNCTION_NAME'),
    functionArn: read('LOCAL_FUNCTION_ARN'),
    memoryMegabytes: read('AWS_LAMBDA_FUNCTION_MEMORY_SIZE'),
    logGroup: read('AWS_LAMBDA_LOG_GROUP_NAME'),
    logStream: read('AWS_LAMBDA_LOG_STREAM_NAME'),
  };
  // Read by Node when it started; the function's own code would not find these on AWS.
  delete env['NODE_COMPILE_CACHE'];
  delete env['LOCAL_FUNCTION_ARN'];
  return taken;
}
