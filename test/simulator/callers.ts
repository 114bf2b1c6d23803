import type { BeginPorts } from '../../core/begin.ts';
import { cancelRun } from '../../core/cancel.ts';
import { StoreFault, TaskError } from '../../core/errors.ts';
import type { AnyTask } from '../../core/registry.ts';
import { taskIdOf } from '../../core/key.ts';
import { isInFlight, type RunRecord } from '../../core/run.ts';
import { resultOf, runById, runByUrl } from '../../core/status.ts';
import { heartbeatMs, progressMs } from '../../core/times.ts';
import { createAnswers, isCode } from './answers.ts';
import { ask, beginAs, urlOf } from './ask.ts';
import { isForced, requestOf, type Asked } from './asked.ts';
import type { Choices } from './choices.ts';
import { graceMs } from './executor.ts';
import type { Faults } from './faults.ts';
import type { Functions } from './functions.ts';
import type { Broken, Ledger } from './ledger.ts';
import type { RunFacts } from './run-facts.ts';
import type { Kernel } from './kernel.ts';
import type { Process } from './processes.ts';
import { createHttpApi, HttpRefusal } from './over-http.ts';
import { createRefusals } from './refusals.ts';
import type { Settings } from './settings.ts';
import type { Stack } from './stack.ts';
import type { Story } from './story.ts';

export interface CallerPorts {
  kernel: Kernel;
  choices: Choices;
  faults: Faults;
  functions: Functions;
  story: Story;
  ledger: Ledger;
  settings: Settings;
  task: AnyTask;
  portsOf: Stack['portsOf'];
  broken: Broken;
}

/** The API function's own time-out. */
const apiTimeoutMs = 28_000;

/** A cancel is heard by the next heartbeat, which is looked for each second; then a task has its grace. */
const cancelledMs = heartbeatMs + progressMs + graceMs + 500;

/** Those who begin, cancel and read: each call in a process of its own, which may die or be slow for ever. */
export function createCallers(ports: CallerPorts) {
  const { kernel, choices, functions, story, ledger, settings, task } = ports;
  const answers = createAnswers({ ...ports, policy: task.policy });
  const refusals = createRefusals({ ...ports, policy: task.policy });

  /** Over the API, which is ended at its time-out; or directly, from a process that may stand still for ever. */
  function call(name: string, work: (process: Process) => Promise<void>): void {
    const settled = async (process: Process) => {
      try {
        await work(process);
      } catch (error) {
        if (!isAnswer(error)) throw error;
        story.tell(process.name, () => `hears ${error.name}: ${error.message}`);
        if (error instanceof StoreFault && !ports.faults.any()) {
          ports.broken('no fault, no failure', `${process.name} heard of ${error.message}`);
        }
      }
    };
    if (choices.once(2)) functions.invoke(name, apiTimeoutMs, settled, () => {});
    else void settled(functions.start(name));
  }

  function begin(): void {
    const asked = ask(choices, settings, accepted());
    call('begin', async (process) => {
      const own = watched(process, asked);
      const before = answers.before(process.name, asked);
      if (settings.overHttp) {
        const { run, outcome } = await createHttpApi(own).begin(asked);
        story.tell(process.name, () => `hears ${outcome} ${run}`);
        return answers.ledTo(run, outcome, asked, before);
      }
      const begun = await beginAs(asked, task, own).catch((error: unknown) => {
        if (error instanceof TaskError) refusals.refused(error, asked, before.atMs);
        throw error;
      });
      story.tell(process.name, () => `hears ${begun.outcome} ${story.show(begun)}`);
      answers.begun(begun, asked, before);
    });
  }

  /** The ports of a process that begins: the ledger hears of each run before its message is sent. */
  function watched(process: Process, asked: Asked) {
    const own = ports.portsOf(process);
    const sent = { by: process.name, forced: isForced(asked), request: requestOf(asked) };
    const send = (body: string) => {
      ledger.onSend(body, task.policy, sent);
      return own.queue.send(body);
    };
    return { ...own, queue: { send } };
  }

  function accepted(): RunFacts[] {
    return [...ledger.runs.values()].filter((facts) => facts.accepted);
  }

  function cancel(): void {
    const all = accepted();
    const facts = all[choices.pick(all.length)];
    if (facts === undefined) return;
    call('cancel', async (process) => {
      facts.cancelAsked = true;
      const own = ports.portsOf(process);
      if (settings.overHttp) {
        return void (await createHttpApi(own).cancel(
          taskIdOf(facts.message.key, facts.message.run),
        ));
      }
      const record = await cancelRun(facts.message, own).catch((error: unknown) => {
        answers.cancelRefused(facts, error);
        throw error;
      });
      story.tell(process.name, () => `hears ${story.show(record)}`);
      if (record.status === 'STARTED') endsSoon(facts, record.fence);
    });
  }

  /** Where no call fails, whoever works on a run that was cancelled hears of it, and ends it. */
  function endsSoon(facts: RunFacts, fence: number): void {
    kernel.after(cancelledMs, () => {
      const { record, claimants, message } = facts;
      if (ports.faults.any() || claimants.get(fence)?.alive !== true) return false;
      if (record?.fence === fence && isInFlight(record.status)) {
        ports.broken('cancel holds', `${message.run} is ${record.status}, and was cancelled`);
      }
      return false;
    });
  }

  function readById(): void {
    const all = accepted();
    const facts = all[choices.pick(all.length)];
    if (facts === undefined) return;
    call('poll', async (process) => void (await checkById(facts, process)));
  }

  /** When all is over: every run that was accepted is found, ended, or was kept long enough. */
  function readAll(): void {
    for (const facts of accepted()) {
      void checkById(facts, functions.start('auditor')).then((record) => {
        if (record === undefined || !isInFlight(record.status)) return;
        ports.broken('accepted ends', `${facts.message.run} reads as ${record.status}`);
      });
    }
  }

  async function checkById(facts: RunFacts, process: Process): Promise<RunRecord | undefined> {
    const askedAt = kernel.now();
    const own = ports.portsOf(process);
    const record = await runById(facts.message, own).catch((error: unknown) => {
      if (isCode(error, 'unknown-run')) return undefined;
      throw error;
    });
    const { run } = facts.message;
    if (record === undefined && !answers.gone(facts)) {
      ports.broken('three answers', `${run} was accepted, and is unknown by its task ID`);
    }
    if (record === undefined || isInFlight(record.status)) return record;
    if (record.error?.name === 'Lost') answers.lost(facts, askedAt);
    else if (record.status !== facts.record?.status) {
      ports.broken('ends once', `${run} was read as ${record.status}`);
    }
    if (record.status === 'SUCCESS') await checkResult(record, facts, own);
    return record;
  }

  async function checkResult(record: RunRecord, facts: RunFacts, own: BeginPorts): Promise<void> {
    const json = await resultOf(record, own).catch((error: unknown) => {
      if (!isCode(error, 'result-expired')) throw error;
      answers.resultExpired(record);
      return undefined;
    });
    if (json !== undefined && json !== facts.returned.get(record.fence)) {
      ports.broken('own result', `${record.run} was read with a result of another attempt`);
    }
  }

  function readByUrl(): void {
    const url = urlOf(choices.pick(settings.urls));
    const known = answers.known(url);
    call('look', async (process) => {
      const record = await runByUrl(url, ports.portsOf(process)).catch((error: unknown) => {
        if (isCode(error, 'unknown-run')) return undefined;
        throw error;
      });
      const found = record === undefined ? undefined : ledger.factsOf(record.run);
      if (found !== undefined && found.order < known) {
        ports.broken('found by both', `${url} led to ${record?.run}, and a later one was accepted`);
      }
      const stands = [...ledger.runs.values()].filter(({ order }) => order >= known && order > 0);
      if (
        found === undefined &&
        known > 0 &&
        !stands.some((facts) => facts.message.url === url && answers.gone(facts))
      ) {
        ports.broken('three answers', `${url} stands for an accepted run, and is unknown`);
      }
    });
  }

  return { begin, cancel, readById, readByUrl, readAll };
}

export type Callers = ReturnType<typeof createCallers>;

function isAnswer(error: unknown): error is Error {
  return [TaskError, StoreFault, HttpRefusal].some((kind) => error instanceof kind);
}
