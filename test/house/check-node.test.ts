import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const script = join(import.meta.dirname, '../../local/check-node.mjs');

function runOn(version: string): { status: number | null; stderr: string } {
  const versions = JSON.stringify({ ...process.versions, node: version });
  const pretend = `Object.defineProperty(process, 'versions', { value: ${versions} })`;
  const args = ['--import', `data:text/javascript,${encodeURIComponent(pretend)}`, script];
  return spawnSync(process.execPath, args, { encoding: 'utf8' });
}

test.each(['24.0.0', '24.21.0', '25.1.0', '100.0.0'])(
  'Node %s is let through in silence',
  (version) => {
    expect(runOn(version)).toMatchObject({ status: 0, stderr: '' });
  },
);

test.each(['4.9.1', '20.20.2', '23.11.1'])(
  'Node %s is told what is needed, in a sentence',
  (version) => {
    const { status, stderr } = runOn(version);

    expect(status).toBe(1);
    expect(stderr).toContain(`This is Node ${version}, and madrona-async needs Node 24 or newer`);
    expect(stderr).toContain('npm install --save-dev node@24');
    expect(stderr.trim().split('\n')).toHaveLength(1);
  },
);
