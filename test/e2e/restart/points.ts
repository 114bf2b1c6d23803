/** One call of a store, as it went over the wire. */
export interface StoreCall {
  action: string;
  input: Record<string, unknown>;
}

/** Where a stack is stopped: as soon as a call arrives at the store, or as soon as the store has done it. */
interface Point {
  when: 'arrives' | 'is done';
  is(call: StoreCall): boolean;
}

/** The status that a call writes to a record. */
export function statusWritten({ input }: StoreCall): string | undefined {
  return (
    textOf(input, 'ExpressionAttributeValues', ':new_status') ?? textOf(input, 'Item', 'status')
  );
}

/** The partition that a call writes to. */
export function keyWritten({ input }: StoreCall): string | undefined {
  return textOf(input, 'Key', 'key') ?? textOf(input, 'Item', 'key');
}

const updateTo = (status: string) => (call: StoreCall) =>
  call.action === 'UpdateItem' && statusWritten(call) === status;

export const points = {
  'after the message was sent': {
    when: 'is done',
    is: ({ action }) => action === 'SendMessage',
  },
  'after the head was written': {
    when: 'is done',
    is: (call) => call.action === 'PutItem' && statusWritten(call) === 'PENDING',
  },
  'after the claim': { when: 'is done', is: updateTo('STARTED') },
  'after the task’s effect': { when: 'arrives', is: updateTo('SUCCESS') },
  'after the settle': { when: 'is done', is: updateTo('SUCCESS') },
  'before the delete': {
    when: 'arrives',
    is: ({ action }) => action === 'DeleteMessageBatch',
  },
  'while it backs off': { when: 'is done', is: updateTo('RETRY') },
  'while it is being cancelled': {
    when: 'is done',
    is: ({ input }) =>
      textOf(input, 'ExpressionAttributeValues', ':new_cancelRequestedAt') !== undefined,
  },
} as const satisfies Record<string, Point>;

export type PointName = keyof typeof points;

export function isPoint(name: PointName, when: Point['when'], call: StoreCall): boolean {
  return points[name].when === when && points[name].is(call);
}

/** The text that DynamoDB's JSON has there. */
function textOf(input: Record<string, unknown>, ...path: string[]): string | undefined {
  let found: unknown = input;
  for (const name of [...path, 'S']) found = isObject(found) ? found[name] : undefined;
  return typeof found === 'string' ? found : undefined;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
