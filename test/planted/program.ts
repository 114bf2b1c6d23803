import { execFile } from 'node:child_process';

export interface Ran {
  code: number | null;
  stdout: string;
  stderr: string;
}

/** A planted bug may keep a program from ever coming to an end. */
const longestMs = 40 * 60_000;

/** Runs a script with this Node, in that folder. */
export function runScript(folder: string, script: string, args: readonly string[]): Promise<Ran> {
  return new Promise((resolve) => {
    const options = { cwd: folder, timeout: longestMs, maxBuffer: 2 ** 28 };
    const child = execFile(
      process.execPath,
      [script, ...args],
      options,
      (_error, stdout, stderr) => {
        resolve({ code: child.exitCode, stdout, stderr });
      },
    );
  });
}
