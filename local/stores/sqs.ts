import { buildApp } from 'fauxqs';
import type { QueueShape } from '../template/shape.ts';
import { loadFauxqsParts } from './fauxqs-parts.ts';
import { listen } from './listen.ts';

export interface QueueStore {
  endpoint: string;
  create(queue: QueueShape): void;
  close(): Promise<void>;
}

/** Starts fauxqs on a free port. Without a directory all is kept in memory. */
export async function startSqs(directory?: string): Promise<QueueStore> {
  const { SqsStore, SnsStore, S3Store, PersistenceManager } = await loadFauxqsParts();
  const stores = { sqsStore: new SqsStore(), snsStore: new SnsStore(), s3Store: new S3Store() };
  const kept = directory === undefined ? undefined : new PersistenceManager(directory);
  if (kept !== undefined) {
    // Loaded before the store knows of it: else what is loaded is written again, over what is there.
    kept.loadSqsAndSns(stores.sqsStore, stores.snsStore);
    stores.sqsStore.persistence = kept;
    for (const queue of stores.sqsStore.allQueues()) {
      queue.persistence = kept;
      // Who had received them is gone with the stack that was stopped: nobody waits for a visibility that
      // may be a quarter of an hour.
      for (const received of queue.inflightMessages.values()) received.visibilityDeadline = 0;
    }
  }
  const app = buildApp({ logger: false, stores });
  stores.sqsStore.host = ''; // so that the URLs which it returns name where it was asked
  await app.ready();
  const endpoint = `http://127.0.0.1:${await listen(app.server, 0, '127.0.0.1')}`;
  return {
    endpoint,
    create({ name, arn, url, attributes }) {
      const queue = stores.sqsStore.getQueueByName(name);
      if (queue === undefined) stores.sqsStore.createQueue(name, url, arn, attributes);
      else {
        // As a new one would have them, so that what the template has dropped goes too.
        const { attributes: all } = new SqsStore().createQueue(name, url, arn, attributes);
        queue.setAttributes({ RedrivePolicy: '', ...all });
      }
    },
    async close() {
      await app.close();
      kept?.close();
    },
  };
}
