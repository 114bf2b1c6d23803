import { createInterned } from './interned.ts';

/** One message in the queue: how often it is there, and whether the queue has given it up. */
export interface Message {
  body: number;
  copies: number;
  dead: boolean;
}

/** All states of the queue, by number. */
export interface Queues {
  readonly empty: number;
  messages(queue: number): readonly Message[];
  body(body: number): string;
  send(queue: number, body: string, copies: number): number;
  /** One copy less, where there is one. */
  remove(queue: number, body: string): number;
  giveUp(queue: number, body: number): number;
  /** The run that a message is of. */
  runOf(body: string): string;
  /** The runs that have a message. */
  runs(queue: number): ReadonlySet<string>;
}

/** SQS as small as can be: a message that is there may come at any time, to as many workers as there are. */
export function createQueues(runOf: (body: string) => string): Queues {
  const bodies = createInterned<string>((body) => body);
  const queues = createInterned<readonly Message[]>((messages) => JSON.stringify(messages));
  const runsOf: ReadonlySet<string>[] = [];
  const runOfBody = new Map<string, string>();

  const change = (queue: number, body: number, changed: (message: Message) => Message) => {
    const messages = queues.get(queue);
    const there = messages.find((message) => message.body === body);
    const after = changed(there ?? { body, copies: 0, dead: false });
    const others = messages.filter((message) => message !== there);
    const kept = after.copies > 0 ? [...others, after] : others;
    return queues.idOf(kept.sort((a, b) => a.body - b.body));
  };

  const named = (body: string): string => {
    const known = runOfBody.get(body) ?? runOf(body);
    runOfBody.set(body, known);
    return known;
  };

  return {
    empty: queues.idOf([]),
    messages: queues.get,
    body: bodies.get,
    send: (queue, body, copies) =>
      change(queue, bodies.idOf(body), (message) => ({
        ...message,
        copies: message.copies + copies,
      })),
    remove: (queue, body) =>
      change(queue, bodies.idOf(body), (message) => ({
        ...message,
        copies: Math.max(0, message.copies - 1),
      })),
    runOf: named,
    giveUp: (queue, body) => change(queue, body, (message) => ({ ...message, dead: true })),
    runs(queue) {
      const known = runsOf[queue];
      if (known !== undefined) return known;
      const runs = new Set(queues.get(queue).map(({ body }) => named(bodies.get(body))));
      runsOf[queue] = runs;
      return runs;
    },
  };
}
