import getItem from 'dynalite/actions/getItem.js';
import putItem from 'dynalite/actions/putItem.js';
import updateItem from 'dynalite/actions/updateItem.js';
import getItemRules from 'dynalite/validations/getItem.js';
import { checkTypes, checkValidations } from 'dynalite/validations/index.js';
import putItemRules from 'dynalite/validations/putItem.js';
import updateItemRules from 'dynalite/validations/updateItem.js';
import { tableKeys } from '../../emulators/clients.ts';

/** An item as it goes over the wire: each value with its type. */
export type Item = Record<string, { S?: string; N?: string }>;

/** What one item is before and after a call; and the call's answer, or the error that it ends with. */
export interface Applied {
  status: number;
  body: Record<string, unknown>;
  after: Item | undefined;
}

const operations = {
  GetItem: { act: getItem, rules: getItemRules },
  PutItem: { act: putItem, rules: putItemRules },
  UpdateItem: { act: updateItem, rules: updateItemRules },
};

/** An operation of DynamoDB that the table knows; throws for any other. */
export function operationOf(name: string): keyof typeof operations {
  if (name === 'GetItem' || name === 'PutItem' || name === 'UpdateItem') return name;
  throw new Error(
    `The simulated table knows no ${name}; known are ${Object.keys(operations).join(', ')}`,
  );
}

const conditionFailed = 'ConditionalCheckFailedException';

/**
 * Does one operation on one item, at once: dynalite's own checks of the request, its parser and its evaluator,
 * without its server and its files. Throws where DynamoDB would call the request invalid.
 */
export function applied(
  operation: keyof typeof operations,
  input: Record<string, unknown>,
  before: Item | undefined,
): Applied {
  const { act, rules } = operations[operation];
  let after = before;
  const store: DynaliteStore = {
    options: { maxItemSize: 400 * 1024 },
    getTable: (_, answer) => answer(null, table),
    getItemDb: () => ({
      lock: (_, work) => work((callback) => callback),
      get: (_, answer) =>
        before === undefined ? answer({ name: 'NotFoundError' }) : answer(null, before),
      put(_, item, answer) {
        // dynalite hands the item of the request on, or the one before with its changes: items, both.
        after = item as Item;
        answer(null);
      },
    }),
  };
  const data = checkTypes(input, rules.types);
  checkValidations(data, rules.types, rules.custom, store);
  let answer: Applied | undefined;
  act(store, data, (error, body = {}) => {
    if (error === null) answer = { status: 200, body, after };
    else if (error.body?.__type.endsWith(conditionFailed) !== true) throw error;
    else answer = { status: 400, body: refusal(error.body, input, before), after: before };
  });
  if (answer === undefined) throw new Error(`dynalite did not answer ${operation} at once`);
  return answer;
}

/** With the item that refused the write, where the request asks for it: dynalite leaves that out. */
function refusal(body: object, input: Record<string, unknown>, before: Item | undefined) {
  const asked = input['ReturnValuesOnConditionCheckFailure'] === 'ALL_OLD';
  return { ...body, ...(asked && before !== undefined && { Item: before }) };
}

const table = { TableName: 'runs', ...tableKeys };
