import type { BegunMonitor } from '../../core/monitor.ts';
import type { Progress } from '../../core/run.ts';
import { ask, follow } from './ask.ts';
import { progressBar } from './progress-bar.ts';
import type { Screen } from './screen.ts';

export interface Story {
  /** Where the API is. */
  url: string;
  /** What is asked for, from `/v1` on. */
  callUrl: string;
  /** A result in words. */
  describe: (result: unknown) => string;
  screen: Screen;
  signal: AbortSignal;
}

/**
 * Asks for something lengthy by its URL, waits for it, and asks again. Throws an `Error` with a sentence for
 * people where it is not computed, or where it is computed twice.
 */
export async function tellStory({ url, callUrl, describe, screen, signal }: Story): Promise<void> {
  const whole = `${url}${callUrl}`;
  const from = performance.now();
  screen.line(`GET ${whole}`);
  const begun = await ask(whole, signal);
  if (begun.status !== 202) throw new Error(`${whole} was answered ${begun.status}, not 202`);
  const { statusText } = JSON.parse(begun.text) as BegunMonitor; // what a 202 of a call URL holds
  const location = begun.headers.get('location') ?? '';
  screen.line(`202 ${statusText}`);
  screen.line(`    Location: ${location}`);
  await watch(new URL(location, url).href, screen, signal);
  const first = await ask(whole, signal);
  const firstMs = performance.now() - from;
  screen.line(`200 ${describe(JSON.parse(first.text))}`);

  screen.line();
  screen.line(`GET ${whole}`);
  const againFrom = performance.now();
  const again = await ask(whole, signal);
  const againMs = performance.now() - againFrom;
  const run = again.headers.get('content-location');
  if (again.text !== first.text || run === null || run !== `${location}/result`) {
    throw new Error(
      `The second answer is not the first run's: ${run} instead of ${location}/result`,
    );
  }
  screen.line(`200 The same ${inKilobytes(again.text)}, from the table: nothing ran again`);
  screen.line(`    Content-Location: ${run}`);

  screen.line();
  screen.line(`${seconds(firstMs)}  ${whole}, asked for the first time`);
  screen.line(`${seconds(againMs)}  ${whole}, asked again`);
}

/** Shows how a run comes on. Throws an `Error` where it ends without a result. */
async function watch(url: string, screen: Screen, signal: AbortSignal): Promise<void> {
  const from = performance.now();
  let progress: Progress | null = null;
  const draw = () => {
    const elapsed = screen.isTerminal ? `  ${seconds(performance.now() - from)}` : '';
    screen.show(`    ${progressBar(progress)}${elapsed}`);
  };
  const timer = screen.isTerminal ? setInterval(draw, 100) : undefined;
  try {
    const onProgress = (latest: Progress | null) => {
      progress = latest;
      draw();
    };
    const { status, error } = await follow(url, onProgress, signal);
    if (status !== 'SUCCESS') {
      throw new Error(`The run ended as ${status}: ${error?.name}: ${error?.message}`);
    }
    screen.line(`    ${progressBar({ current: 1, total: 1, message: null })}`);
  } finally {
    clearInterval(timer);
  }
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(ms < 1000 ? 3 : 1).padStart(6)} s`;
}

function inKilobytes(text: string): string {
  return `${Math.round(Buffer.byteLength(text) / 1000)} KB`;
}
