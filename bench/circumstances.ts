import { execFileSync } from 'node:child_process';
import { availableParallelism, cpus, loadavg, totalmem } from 'node:os';

/** When, where and on what a figure was measured, and how busy the machine was with other things. */
export function circumstances(commit = commitNow()): string {
  const date = new Date().toISOString().slice(0, 10);
  const memory = `${Math.round(totalmem() / 2 ** 30)} GB`;
  const processor = `${availableParallelism()} cores (${cpus()[0]?.model.trim() ?? 'unknown'})`;
  const load = loadavg()[0]?.toFixed(1);
  return `${date}, commit ${commit}; ${processor}, ${memory}, Node ${process.version}; load before ${load}`;
}

/** The commit that is checked out, and whether there is more; "unknown" in a copy without its history. */
export function commitNow(): string {
  const git = (...args: string[]) =>
    execFileSync('git', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  try {
    const changed = git('status', '--porcelain') === '' ? '' : ' and changes on top';
    return `${git('rev-parse', '--short', 'HEAD')}${changed}`;
  } catch {
    return 'unknown';
  }
}
