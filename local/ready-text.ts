import type { Embedded } from './embedded.ts';
import { exampleCalls, type ExampleCall } from './example-calls.ts';
import type { Callers } from './template/shape.ts';

/**
 * What the program says once the stack is up, with calls of the app's own tasks that can be pasted. Throws an
 * `Error` with a sentence for people where its API does not answer.
 */
export async function readyText(
  { url, callers }: Pick<Embedded, 'url' | 'callers'>,
  { memory }: { memory: boolean },
): Promise<string> {
  const response = await fetch(`${url}/v1/definitions`);
  if (!response.ok) {
    throw new Error(
      `The stack does not work: /v1/definitions is answered ${response.status}; .madrona/logs may say why, or --verbose`,
    );
  }
  const kept = memory ? 'Nothing is kept' : 'Table and queues are kept in .madrona/state';
  return `The stack is ready at ${url}

${curlLines(url, await response.json())
  .map((line) => `  ${line}\n`)
  .join('')}
${permission[callers]}. Ctrl-C stops everything.
${kept}; what the functions write stands in .madrona/logs, or here with --verbose.`;
}

const permission: Record<Callers, string> = {
  AWS_IAM: 'AWS would ask for a signature (IAM); here whoever reaches this port may call',
  JWT: 'AWS would ask for a token (JWT); here whoever reaches this port may call',
  NONE: 'Whoever reaches this port may call',
};

function curlLines(url: string, definitions: unknown): string[] {
  const { byUrl, posted } = exampleCalls(definitions);
  return [
    ...(byUrl === undefined ? [] : [`curl -i ${quoted(`${url}${callUrl(byUrl)}`)}`]),
    ...(posted === undefined ? [] : postLines(url, posted)),
    `curl ${url}/v1/definitions`,
  ];
}

function postLines(url: string, call: ExampleCall): string[] {
  const pollingUrl = `/my/${call.task}`;
  const body = JSON.stringify({ ...call, pollingUrl });
  return [
    `curl -i ${url}/v1/tasks -H 'content-type: application/json' -d ${quoted(body)}`,
    `curl -i ${quoted(`${url}/v1/status?pollingUrl=${pollingUrl}`)}`,
  ];
}

function callUrl({ task, kwargs }: ExampleCall): string {
  const segments = Object.values(kwargs).map((value) => encodeURIComponent(String(value)));
  return ['/v1/run', task, ...segments].join('/');
}

/** As one word for a shell. */
function quoted(text: string): string {
  return /^[\w./:-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`;
}
