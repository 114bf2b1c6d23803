/** Where a stack in a process of its own is to be found. */
export interface StackPlace {
  url: string;
  tableName: string;
  endpoints: { dynamodb: string; sqs: string };
}

/** What is asked of that process, and what it says. */
export type StackOrder = 'profile' | 'shares';
export type StackReport =
  { kind: 'ready'; place: StackPlace } | { kind: 'shares'; shares: Record<string, number> };
