import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { startEmbedded, type Embedded } from '../../local/embedded.ts';
import { callAws } from '../../local/stores/call-aws.ts';
import { fixtureAssembly } from './template-of.ts';

/** The end of each sentence. */
export const advice = 'remove that folder to begin anew, or keep nothing by --memory';

export function newDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), 'madrona-state-'));
  onTestFinished(() => rmSync(directory, { recursive: true }));
  return directory;
}

export function sentence(directory: string, why: string): string {
  return `The state in ${directory} cannot be used, since ${why}: ${advice}`;
}

/** What a start on that folder says; it must fail. */
export async function complaintOf(state: string, outdir = fixtureAssembly): Promise<string> {
  const started = startEmbedded({ state, outdir });
  onTestFinished(async () => (await started.catch(() => undefined))?.close());
  return started.then(
    () => 'It has started',
    (error: unknown) => (error instanceof Error ? error.message : String(error)),
  );
}

const dynamodb = (embedded: Embedded, action: string, input: Record<string, unknown>) =>
  callAws({ service: 'dynamodb', endpoint: embedded.endpoints.dynamodb, action, input });

export async function putItem(embedded: Embedded, key: string): Promise<void> {
  const Item = { key: { S: key }, item: { S: '@' } };
  await dynamodb(embedded, 'PutItem', { TableName: embedded.tableName, Item });
}

export async function itemsIn(embedded: Embedded): Promise<unknown> {
  return (await dynamodb(embedded, 'Scan', { TableName: embedded.tableName }))['Count'];
}

/** A folder with the state of a stack that was stopped politely. */
export async function keptState(): Promise<string> {
  const state = newDirectory();
  const embedded = await startEmbedded({ state, outdir: fixtureAssembly });
  for (let count = 0; count < 20; count += 1) await putItem(embedded, `kept-${count}`);
  await embedded.close();
  return state;
}

function recordIn(state: string): Record<string, unknown> {
  return JSON.parse(readFileSync(join(state, 'state.json'), 'utf8'));
}

export function changeRecord(state: string, change: Record<string, unknown>): void {
  writeFileSync(join(state, 'state.json'), JSON.stringify({ ...recordIn(state), ...change }));
}

/** The fixture with another text in its template. */
export function assemblyWith(from: RegExp | string, to: string): string {
  const outdir = newDirectory();
  cpSync(fixtureAssembly, outdir, { recursive: true });
  const file = join(outdir, 'Fixture.template.json');
  const template = readFileSync(file, 'utf8');
  const changed = template.replaceAll(from, to);
  if (changed === template) throw new Error(`The fixture's template has no ${from}`);
  writeFileSync(file, changed);
  return outdir;
}
