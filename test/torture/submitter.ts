import { fork, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import type { Endpoints } from '../../local/embedded.ts';
import type { StackPlace } from './stack.ts';

export interface SubmitterOptions {
  via: 'https' | 'direct';
  place: StackPlace;
  endpoints: Endpoints;
  /** The file that takes each answer, a line each. */
  answers: string;
}

/** What is to be begun. */
export interface Submission {
  n: number;
  pollingUrl: string;
  kwargs: { ledger: string; n: number; ms: number; failures: number; bytes: number };
}

export interface Submitter {
  begin(submission: Submission): void;
  /** What was not answered is asked again by the process that follows. */
  kill(): void;
  close(): void;
}

/** A process that begins runs, and another one whenever it was killed. */
export function startSubmitter(
  options: SubmitterOptions,
  onAnswer: (n: number) => void,
): Submitter {
  const open = new Map<number, Submission>();
  let closed = false;
  let child = start();

  function start(): ChildProcess {
    const program = join(import.meta.dirname, 'submit-process.ts');
    const started = fork(program, [JSON.stringify(options)], { stdio: 'inherit' });
    started.on('message', (n: number) => {
      open.delete(n);
      onAnswer(n);
    });
    started.on('exit', () => {
      if (!closed) child = start();
    });
    for (const submission of open.values()) send(started, submission);
    return started;
  }

  return {
    begin(submission) {
      open.set(submission.n, submission);
      send(child, submission);
    },
    kill: () => void child.kill('SIGKILL'),
    close() {
      closed = true;
      child.kill('SIGKILL');
    },
  };
}

/** One that is dying cannot be told: the process that follows is told instead. */
function send(child: ChildProcess, submission: Submission): void {
  child.send(submission, () => undefined);
}
