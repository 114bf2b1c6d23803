import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/**
 * The names of the tables that dynalite keeps in a folder, once all of it has been read: dynalite itself throws
 * out of everybody's reach, and answers nothing, where it comes upon a file that is damaged.
 */
export async function readThroughDynalite(folder: string): Promise<string[]> {
  const database = new (loadLevel())(folder, { valueEncoding: 'json', createIfMissing: false });
  try {
    await database.open();
    const names: string[] = [];
    for await (const [key] of database.iterator()) {
      if (key.startsWith(tablePrefix)) names.push(key.slice(tablePrefix.length));
    }
    return names;
  } finally {
    await database.close();
  }
}

/** The names of the queues that fauxqs keeps in a folder, once all of it has been read. */
export function readThroughFauxqs(folder: string): string[] {
  const file = join(folder, 'fauxqs.db');
  if (!existsSync(file)) throw new Error('fauxqs.db is missing');
  const database = new DatabaseSync(file);
  try {
    const [found] = Object.values(database.prepare('PRAGMA integrity_check(1)').get() ?? {});
    if (found !== 'ok') throw new Error(String(found));
    const queues = database.prepare('SELECT name FROM sqs_queues').all();
    return queues.map(({ name }) => String(name));
  } finally {
    database.close();
  }
}

/** dynalite's own, before the name of a table. */
const tablePrefix = 'table~';

interface LevelDatabase {
  open(): Promise<void>;
  iterator(): AsyncIterable<[string, unknown]>;
  close(): Promise<void>;
}

type Level = new (
  folder: string,
  options: { valueEncoding: 'json'; createIfMissing: boolean },
) => LevelDatabase;

/** The one that dynalite opens the folder with; what is used of it is declared above. */
function loadLevel(): Level {
  const fromDynalite = createRequire(import.meta.resolve('dynalite'));
  return (fromDynalite('level') as { Level: Level }).Level;
}
