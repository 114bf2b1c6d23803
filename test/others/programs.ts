import { accessSync, constants } from 'node:fs';
import { join } from 'node:path';
import { it } from 'vitest';
import { isCi, readProgramFolders } from './env.ts';

/** Debian's names, and what else they are called. */
const names = {
  curl: ['curl'],
  nginx: ['nginx'],
  chromium: ['chromium', 'chromium-browser', 'google-chrome'],
};

/** Programs that tests here need, and that npm does not install. */
export type Program = keyof typeof names;

/**
 * Declares tests that need a program, with its path. Where it is not installed they are left out, and the run says so;
 * CI must have it.
 */
export function withProgram(program: Program, declare: (path: string) => void): void {
  // Debian puts nginx where it is not looked for but by root.
  const folders = [...readProgramFolders(), '/usr/sbin'];
  const path = names[program]
    .flatMap((name) => folders.map((folder) => join(folder, name)))
    .find(isExecutable);
  if (path !== undefined) return declare(path);
  it(`what ${program} shows`, ({ skip }) => {
    if (isCi()) throw new Error(`CI runs these tests, and has no ${program}`);
    skip(`there is no ${program} on this machine`);
  });
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
