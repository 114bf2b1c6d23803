import { createDocumentClient, createSqsClient } from '../../lambdas/adapters/aws-clients.ts';
import { createTable, emulatorOptions } from '../emulators/clients.ts';
import { startDynalite } from '../emulators/dynalite.ts';
import { startFauxqs } from '../emulators/fauxqs.ts';

export type Services = Awaited<ReturnType<typeof startServices>>;

/** Table and queues, on emulators of their own. */
export async function startServices() {
  const [dynalite, fauxqs] = await Promise.all([startDynalite(), startFauxqs()]);
  const tableOptions = emulatorOptions(dynalite.endpoint);
  const clients: { destroy(): void }[] = [];

  function newClients() {
    const table = createDocumentClient(tableOptions);
    const queue = createSqsClient(emulatorOptions(fauxqs.endpoint));
    clients.push(table, queue);
    return { table, queue };
  }

  const { tableName } = await createTable(newClients().table);
  return {
    tableName,
    tableOptions,
    newClients,
    createQueue: fauxqs.createQueue,
    async close() {
      for (const client of clients) client.destroy();
      await Promise.all([dynalite.close(), fauxqs.close()]);
    },
  };
}
