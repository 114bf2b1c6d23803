import { createDocumentClient } from '../adapters/aws-clients.ts';
import { createLog } from '../adapters/console-log.ts';
import { createDynamoDBRunStore } from '../adapters/dynamodb-run-store.ts';
import { createDynamoDBRunSurvey } from '../adapters/dynamodb-run-survey.ts';
import { systemClock } from '../adapters/system-clock.ts';
import { readEnv } from '../env.ts';
import { createHandler } from './create-handler.ts';

const { TABLE_NAME: tableName } = readEnv('stuck-runs');
const client = createDocumentClient();

export const handler = createHandler({
  survey: createDynamoDBRunSurvey({ client, tableName }),
  store: createDynamoDBRunStore({ client, tableName }),
  clock: systemClock,
  log: createLog({ function: 'stuck-runs' }),
  tableName,
});
