import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isRecord } from './is-record.ts';

/** What the CDK's own command reads of an app's folder. */
export interface AppSettings {
  /** A line for the shell, which synthesises the app. */
  command: string;
  context: Record<string, unknown>;
  /** Globs of what is no source of the app: `watch.exclude`, which `cdk watch` goes by. */
  exclude: string[];
}

/** Throws an `Error` with a sentence for people where the folder is not that of a CDK app. */
export function readAppSettings(app: string): AppSettings {
  const settings = readJson(app, 'cdk.json');
  if (settings === undefined) {
    throw new Error(`There is no cdk.json in ${app}; run this in the folder of a CDK app`);
  }
  const command = settings['app'];
  if (typeof command !== 'string' || command === '') {
    throw new Error(
      `${join(app, 'cdk.json')} has no "app": the command that synthesises it, such as "node app.ts"`,
    );
  }
  const watch = recordIn(settings, 'watch');
  return {
    command,
    // What was looked up is kept in a file of its own; what is written by hand goes before it.
    context: { ...readJson(app, 'cdk.context.json'), ...recordIn(settings, 'context') },
    exclude: [watch['exclude']].flat().filter((glob) => typeof glob === 'string'),
  };
}

function readJson(folder: string, file: string): Record<string, unknown> | undefined {
  const path = join(folder, file);
  if (!existsSync(path)) return undefined;
  try {
    const value: unknown = JSON.parse(readFileSync(path, 'utf8'));
    if (isRecord(value)) return value;
  } catch (cause) {
    throw new Error(`${path} is not JSON: ${String(cause)}`, { cause });
  }
  throw new Error(`${path} holds no JSON object`);
}

function recordIn(settings: Record<string, unknown>, name: string): Record<string, unknown> {
  const value = settings[name];
  return isRecord(value) ? value : {};
}
