/** What the embedded stack takes from a template: the shapes and the wiring that are deployed. */
export interface StackShape {
  name: string;
  tables: TableShape[];
  queues: QueueShape[];
  functions: FunctionShape[];
  mappings: MappingShape[];
  schedules: ScheduleShape[];
  api: ApiShape;
}

export interface TableShape {
  name: string;
  /** As CreateTable takes them, which CloudFormation's properties are. */
  definition: Record<string, unknown>;
}

export interface QueueShape {
  name: string;
  arn: string;
  url: string;
  /** As CreateQueue takes them. */
  attributes: Record<string, string>;
}

export interface FunctionShape {
  name: string;
  arn: string;
  /** Where its bundle lies. */
  directory: string;
  /** `file.export`. */
  handler: string;
  timeoutSeconds: number;
  memoryMegabytes: number;
  environment: Record<string, string>;
}

/** An event source mapping from a queue to a function. */
export interface MappingShape {
  queue: Pick<QueueShape, 'arn' | 'url'>;
  functionArn: string;
  batchSize: number;
  maximumConcurrency: number;
  reportsBatchItemFailures: boolean;
}

/** A rule of EventBridge that calls a function at a rate. */
export interface ScheduleShape {
  functionArn: string;
  everyMs: number;
}

/** Whom AWS lets in: who signs, who has a token, or anybody. Nobody is asked here. */
export const callers = ['AWS_IAM', 'JWT', 'NONE'] as const;
export type Callers = (typeof callers)[number];

/** What stands before the API's function. */
export type ApiShape = RestShape | HttpShape | FunctionUrlShape;

export interface RestShape {
  front: 'rest';
  id: string;
  stage: string;
  binaryMediaTypes: string[];
  routes: RestRouteShape[];
}

/** Served at its root: its stage is `$default`. */
export interface HttpShape {
  front: 'http';
  id: string;
  routes: RouteShape[];
}

export interface FunctionUrlShape {
  front: 'function-url';
  id: string;
  functionArn: string;
  callers: Callers;
  /** What it answers to browsers by itself; undefined where it leaves them to the function. */
  cors: CorsShape | undefined;
}

export interface CorsShape {
  allowOrigins: string[];
  allowMethods: string[];
  allowHeaders: string[];
  exposeHeaders: string[];
  maxAge: number;
}

export interface RouteShape {
  /** Such as `/`, `/v1/tasks/{taskId}` or `/{proxy+}`. */
  path: string;
  /** A method, or `ANY`. */
  method: string;
  functionArn: string;
  timeoutMs: number;
  callers: Callers;
}

export interface RestRouteShape extends RouteShape {
  resourceId: string;
}
