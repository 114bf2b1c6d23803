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
  /** One copy less, where there is one: of the queue's own, or of those that it has given up. */
  remove(queue: number, body: string, dead: boolean): number;
  /** All copies that it has. */
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

  const copiesOf = (queue: number, body: number, dead: boolean) =>
    queues.get(queue).find((message) => message.body === body && message.dead === dead)?.copies ??
    0;

  /** So many copies more, or less. */
  const change = (queue: number, body: number, dead: boolean, by: number) => {
    const copies = Math.max(0, copiesOf(queue, body, dead) + by);
    const others = queues
      .get(queue)
      .filter((message) => message.body !== body || message.dead !== dead);
    const kept = copies > 0 ? [...others, { body, copies, dead }] : others;
    return queues.idOf(kept.sort((a, b) => a.body - b.body || Number(a.dead) - Number(b.dead)));
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
    send: (queue, body, copies) => change(queue, bodies.idOf(body), false, copies),
    remove: (queue, body, dead) => change(queue, bodies.idOf(body), dead, -1),
    runOf: named,
    giveUp(queue, body) {
      const copies = copiesOf(queue, body, false);
      return change(change(queue, body, false, -copies), body, true, copies);
    },
    runs(queue) {
      const known = runsOf[queue];
      if (known !== undefined) return known;
      const runs = new Set(queues.get(queue).map(({ body }) => named(bodies.get(body))));
      runsOf[queue] = runs;
      return runs;
    },
  };
}
