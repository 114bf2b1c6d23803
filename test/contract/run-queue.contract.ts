import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { StoreFault } from '../../core/errors.ts';
import type { Delivery, RunQueue } from '../../core/ports.ts';

/** A message in a receiver's hands. */
export interface ReceivedMessage {
  receiveCount: number;
  delivery: Delivery;
  remove(): Promise<void>;
}

export interface QueueUnderTest {
  queue: RunQueue;
  receive(): Promise<ReceivedMessage | undefined>;
  receiveDeadLetter(): Promise<ReceivedMessage | undefined>;
  /** Lets a moment pass. */
  pause(ms: number): Promise<void>;
  now(): number;
}

export interface QueuesUnderTest {
  /** A queue of its own, whose messages are hidden for 1 s when received; dead letters after 2 receives. */
  createQueue(): Promise<QueueUnderTest>;
  close(): Promise<void>;
}

const patienceMs = 15_000;

/** What every queue of runs does, whatever it is made of. */
export function runQueueContract(name: string, make: () => Promise<QueuesUnderTest>): void {
  describe.concurrent(`${name} as a queue of runs`, () => {
    let made: QueuesUnderTest;
    beforeAll(async () => {
      made = await make();
    });
    afterAll(() => made.close());
    const createQueue = () => made.createQueue();

    test('a message that is sent is received, to the letter', async () => {
      const under = await createQueue();
      const body = '{"v":1,  "text":"\\u00e4 \\ud83c\\udf0d \\"quoted\\" <&> \\n","n":1.0e2}';

      await under.queue.send(body);

      const { delivery, receiveCount } = await eventually(under);
      expect(delivery.body).toBe(body);
      expect(receiveCount).toBe(1);
    });

    test('a message of 640 KB is received whole', async () => {
      const under = await createQueue();
      const body = JSON.stringify({ args: 'x'.repeat(640 * 1024) });

      await under.queue.send(body);

      expect((await eventually(under)).delivery.body).toBe(body);
    });

    test('a message is hidden while it is held, and comes again when that ends', async () => {
      const under = await createQueue();
      await under.queue.send('1');
      await eventually(under);
      const receivedAt = under.now();

      const again = await eventually(under);

      expect(under.now() - receivedAt).toBeGreaterThanOrEqual(900);
      expect(again.receiveCount).toBe(2);
    });

    test('a longer visibility, counted from when it is set, hides a message for so long', async () => {
      const under = await createQueue();
      await under.queue.send('1');
      const { delivery } = await eventually(under);

      const setAt = under.now();
      await delivery.setVisibility(2);

      const again = await eventually(under);
      expect(under.now() - setAt).toBeGreaterThanOrEqual(1900);
      expect(again.receiveCount).toBe(2);
    });

    test.each([0, 0.2, 1])('a message given back with %d s comes again', async (seconds) => {
      const under = await createQueue();
      await under.queue.send('1');
      const first = await eventually(under);
      await first.delivery.setVisibility(60);

      await first.delivery.setVisibility(seconds);

      const again = await eventually(under);
      expect(again.delivery.body).toBe('1');
      expect(again.receiveCount).toBe(2);
      await again.remove();
    });

    test('a message hidden for the most that a queue takes stays hidden', async () => {
      const under = await createQueue();
      await under.queue.send('1');
      const first = await eventually(under);

      await first.delivery.setVisibility(100_000);

      // What is sent after it comes again and again meanwhile, until it is a dead letter.
      await under.queue.send('2');
      expect((await eventually(under)).delivery.body).toBe('2');
      expect((await eventually(under)).delivery.body).toBe('2');
    });

    test('a message that is removed never comes again', async () => {
      const under = await createQueue();
      await under.queue.send('removed');
      await (await eventually(under)).remove();
      await under.queue.send('witness');

      // Two receives and a dead letter of the witness take longer than a removed message would be hidden.
      const bodies = [];
      for (let i = 0; i < 2; i += 1) bodies.push((await eventually(under)).delivery.body);
      const dead = await eventually(under, async () => {
        const received = await under.receive();
        if (received !== undefined) bodies.push(received.delivery.body);
        return under.receiveDeadLetter();
      });

      expect(bodies).toEqual(['witness', 'witness']);
      expect(dead.delivery.body).toBe('witness');
    });

    test('a message that was received too often becomes a dead letter', async () => {
      const under = await createQueue();
      await under.queue.send('{"bad":  true}');

      expect((await eventually(under)).receiveCount).toBe(1);
      expect((await eventually(under)).receiveCount).toBe(2);
      const dead = await eventually(under, async () => {
        expect(await under.receive()).toBeUndefined();
        return under.receiveDeadLetter();
      });

      expect(dead.delivery.body).toBe('{"bad":  true}');
    });

    test('the visibility of a message that is gone cannot be set', async () => {
      const under = await createQueue();
      await under.queue.send('1');
      const received = await eventually(under);
      await received.remove();

      await expect(received.delivery.setVisibility(5)).rejects.toThrow(StoreFault);
    });
  });
}

async function eventually(
  under: QueueUnderTest,
  receive = under.receive,
): Promise<ReceivedMessage> {
  const deadline = under.now() + patienceMs;
  while (under.now() < deadline) {
    const received = await receive();
    if (received !== undefined) return received;
    await under.pause(50);
  }
  throw new Error(`Nothing was received in ${patienceMs} ms`);
}
