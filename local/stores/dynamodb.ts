import { mkdirSync } from 'node:fs';
import dynalite from 'dynalite';
import type { TableShape } from '../template/shape.ts';
import { AwsError, callAws } from './call-aws.ts';
import { listen, stopListening, watchAnswers } from './listen.ts';

export interface TableStore {
  endpoint: string;
  create(table: TableShape): Promise<void>;
  close(): Promise<void>;
}

/** Starts dynalite on a free port. Without a directory all is kept in memory. */
export async function startDynamodb(directory?: string): Promise<TableStore> {
  if (directory !== undefined) mkdirSync(directory, { recursive: true });
  const server = dynalite({ createTableMs: 0, ...(directory && { path: directory }) });
  // It also throws where its database is closed under a request.
  const answers = watchAnswers(server);
  // dynalite throws, out of everybody's reach, when a client dies amid a request, as a killed function does.
  server.on('request', (request) => {
    request.removeAllListeners('error');
    request.on('error', () => request.destroy());
  });
  const endpoint = `http://127.0.0.1:${await listen(server, 0, '127.0.0.1')}`;
  const call = (action: string, input: Record<string, unknown>) =>
    callAws({ service: 'dynamodb', endpoint, action, input });

  async function isActive(name: string): Promise<boolean> {
    const { Table } = await call('DescribeTable', { TableName: name });
    return JSON.stringify(Table).includes('"TableStatus":"ACTIVE"');
  }

  return {
    endpoint,
    async create({ name, definition }) {
      await call('CreateTable', { TableName: name, ...definition }).catch((error: unknown) => {
        const isThere = error instanceof AwsError && error.type === 'ResourceInUseException';
        if (!isThere) throw error;
      });
      while (!(await isActive(name)));
    },
    close: () => stopListening(server, answers.ended),
  };
}
