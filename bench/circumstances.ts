import { execFileSync } from 'node:child_process';
import { availableParallelism, cpus, loadavg, totalmem } from 'node:os';

/** When, where and on what a figure was measured, and how busy the machine was with other things. */
export function circumstances(): string {
  const date = new Date().toISOString().slice(0, 10);
  const git = (...args: string[]) => execFileSync('git', args, { encoding: 'utf8' }).trim();
  const commit = git('rev-parse', '--short', 'HEAD');
  const changed = git('status', '--porcelain') === '' ? '' : ' and changes on top';
  const memory = `${Math.round(totalmem() / 2 ** 30)} GB`;
  const processor = `${availableParallelism()} cores (${cpus()[0]?.model.trim() ?? 'unknown'})`;
  const load = loadavg()[0]?.toFixed(1);
  return `${date}, commit ${commit}${changed}; ${processor}, ${memory}, Node ${process.version}; load before ${load}`;
}
