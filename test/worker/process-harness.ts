import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';

/**
 * Runs tasks in a process of its own, one after another: how each ended, and all of the process's standard output.
 * What goes to its standard error is counted.
 */
export async function processOf(memoryMb: number, tasks: string[], entry = './thread-entry.ts') {
  const script = fileURLToPath(new URL('./fixtures/thread-process.ts', import.meta.url));
  const args = [script, entry, String(memoryMb), ...tasks];
  const child = spawn(process.execPath, args, {
    timeout: 25_000,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let errorBytes = 0;
  child.stderr.on('data', (chunk: Buffer) => (errorBytes += chunk.length));
  const output = await text(child.stdout);
  const lines = output.split('\n').filter((line) => line.startsWith('{'));
  return { output, errorBytes, ends: lines.map((line) => JSON.parse(line)) };
}
