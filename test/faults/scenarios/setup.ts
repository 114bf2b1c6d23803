import { createLine, type Planned } from '../line.ts';
import { taskIdSent } from '../play.ts';
import type { Said } from '../scenario.ts';
import type { Answer, System } from '../whole-system.ts';

/** A URL that a head has no room for. */
export const longUrl = `/zone?${'x'.repeat(600)}`;

/** A run that is begun without a fault; its task ID. */
export async function begun(system: System, body: object = {}): Promise<string> {
  const { status, body: monitor } = await system.begin(createLine('before', system.clock), body);
  if (status !== 202 || monitor.taskId === undefined)
    throw new Error(`It was not begun: ${status}`);
  return monitor.taskId;
}

/** A run that is replaced while it waits for its worker; its task ID. */
export async function replaced(system: System): Promise<string> {
  const taskId = await begun(system);
  await begun(system, { checkRunning: false });
  return taskId;
}

/** A run that a worker is at, with a second message of it in the queue; its task ID. */
export async function held(system: System): Promise<string> {
  const taskId = await begun(system);
  await doubled(system);
  void system.work(createLine('worker', system.clock));
  await system.clock.advance(0);
  return taskId;
}

/** A run whose message was sent, and whose begin ended before that call; its task ID. */
export async function cutOff(system: System, which: Planned['which'], body = {}): Promise<string> {
  const line = createLine('before', system.clock, { planned: { which, fault: 'killed before' } });
  void system.begin(line, body);
  await line.died;
  return taskIdSent(line);
}

/** A worker that takes the next message, and dies at that call. */
export async function deadWorker(
  system: System,
  which: Planned['which'],
  fault: 'killed before' | 'killed after' = 'killed after',
): Promise<void> {
  const line = createLine('before', system.clock, { planned: { which, fault } });
  void system.work(line);
  await system.clock.runUntil(line.died);
}

/** All messages worked off without a fault. */
export async function workedOff(system: System): Promise<void> {
  while (system.queue.size() > 0) {
    const line = createLine('before', system.clock);
    const receipt = await system.clock.runUntil(system.work(line));
    if (receipt === 'empty') await system.clock.advance(1_000);
  }
}

/** The queue gives up on its next message. */
export async function givenUp({ queue, deadLetters }: System): Promise<void> {
  const received = await queue.receive();
  if (received === undefined) throw new Error('The queue has no message to give up on');
  await received.remove();
  await deadLetters.send(received.body);
}

/** The next message is in the queue a second time. */
export async function doubled({ queue }: System): Promise<void> {
  const received = await queue.receive();
  if (received === undefined) throw new Error('The queue has no message to double');
  await queue.send(received.body);
  await queue.send(received.body);
  await received.remove();
}

/** The next message asks for a task that no worker has. */
export async function ofRemovedTask({ queue }: System): Promise<void> {
  const received = await queue.receive();
  if (received === undefined) throw new Error('The queue has no message to change');
  await received.remove();
  await queue.send(received.body.replace('"task":"job"', '"task":"removed"'));
}

export async function toCaller(answer: Promise<Answer>): Promise<Said> {
  return { to: 'caller', answer: await answer };
}

export async function toQueue(work: ReturnType<System['work']>): Promise<Said> {
  return { to: 'queue', receipt: await work };
}
