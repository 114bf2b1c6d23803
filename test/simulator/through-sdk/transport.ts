import type { HttpRequest, HttpResponse } from '@smithy/core/protocols';
import { StoreFault } from '../../../core/errors.ts';
import { patience } from '../../../lambdas/adapters/aws-clients.ts';
import type { Call } from '../calls.ts';
import type { Choices } from '../choices.ts';
import type { Kernel } from '../kernel.ts';
import { deliver, type Process } from '../processes.ts';
import { answer, type Line } from './clients.ts';
import type { Traffic } from './sdk-services.ts';
import type { Transit } from './transit.ts';

/** What a service is asked, and answers. */
export interface Service {
  throttlings: readonly [string, ...string[]];
  /** In a few words, for the story. */
  tell(operation: string, input: Record<string, unknown>): string;
  /** Does it, at once and whole. */
  act(
    by: Process,
    operation: string,
    input: Record<string, unknown>,
  ): { status: number; body: object };
}

export interface TransportPorts {
  kernel: Kernel;
  choices: Choices;
  call: Call;
  transit: Transit;
  traffic: Traffic;
  /** By the name that the service has in `X-Amz-Target`. */
  services: Record<string, Service>;
}

/** The wire from a process to the services: each request is a call, with all that may befall one. */
export function createTransport(ports: TransportPorts, process: Process): Line {
  const { kernel, choices, call, transit, traffic, services } = ports;

  const exchange = (request: HttpRequest, end: End) => {
    const [target = '', operation = ''] = (request.headers['x-amz-target'] ?? '').split('.');
    const service = services[target];
    if (service === undefined) throw new Error(`No simulated service is named ${target}`);
    const input = JSON.parse(new TextDecoder().decode(request.body));
    const timeOut = () => end(() => Promise.reject(broken('TimeoutError', 'ETIMEDOUT')));
    kernel.after(patience.requestHandler.requestTimeout, () => {
      if (!end.ended()) deliver(kernel, process, 0, timeOut);
      return false;
    });
    void call(
      process,
      target.startsWith('DynamoDB') ? 'table' : 'queue',
      () => service.tell(operation, input),
      () => service.act(process, operation, input),
    ).then(
      ({ status, body }) => end(() => answer(status, body)),
      (fault: unknown) => end(() => failure(service, fault)),
    );
  };

  /** How it looks to the SDK that a call failed. */
  const failure = async (service: Service, fault: unknown): Promise<HttpResponse> => {
    if (!(fault instanceof StoreFault)) throw fault;
    if (fault.throttled) {
      traffic.throttled += 1;
      const name = service.throttlings[choices.pick(service.throttlings.length)];
      return answer(400, { __type: `com.amazonaws#${name}`, message: 'Slow down' });
    }
    switch (choices.pick(4)) {
      case 0:
        return answer(500, { __type: 'com.amazonaws#InternalServerError', message: 'Sorry' });
      case 1:
        return answer(503, { message: 'Service unavailable' });
      case 2:
        throw broken('Error', 'ECONNRESET');
      default:
        throw broken('TimeoutError', 'ETIMEDOUT');
    }
  };

  return {
    transit,
    handle: (request, longestWaitMs) =>
      new Promise((resolve) => {
        traffic.requests += 1;
        if (longestWaitMs > 0) traffic.retries += 1;
        const end = once((answered) => {
          transit.enter();
          resolve(answered());
        });
        transit.arrive(() => {
          const waitMs = choices.pick(longestWaitMs);
          if (waitMs === 0) exchange(request, end);
          else deliver(kernel, process, waitMs, () => exchange(request, end));
        });
      }),
  };
}

type Answered = () => HttpResponse | Promise<HttpResponse>;
type End = ReturnType<typeof once>;

/** Only the first end counts: an answer that comes after its time-out is heard by nobody. */
function once(end: (answered: Answered) => void) {
  let ended = false;
  const endOnce = (answered: Answered) => {
    if (ended) return;
    ended = true;
    end(answered);
  };
  return Object.assign(endOnce, { ended: () => ended });
}

function broken(name: string, code: string): Error {
  return Object.assign(new Error(code), { name, code });
}
