import type { Status } from '../../core/run.ts';
import type { StoreCall } from '../fakes/routed-run-store.ts';

/** A call of AWS as a process makes it. A message is removed by Lambda for its function. */
export type Call =
  | StoreCall
  | { method: 'send'; args: [body: string] }
  | { method: 'setVisibility'; args: [seconds: number] }
  | { method: 'remove'; args: [] };

/** Whether it is that call, seen after those that its process made before. */
export type Which = (call: Call, before: readonly Call[]) => boolean;

export const readsHead: Which = ({ method, args }) => method === 'read' && args[0].item === 'head';
export const readsItem: Which = ({ method, args }) => method === 'read' && args[0].item === 'run';
export const putsHead: Which = ({ method, args }) => method === 'put' && args[0].item === 'head';
export const putsCopy: Which = ({ method, args }) => method === 'put' && args[0].item === 'run';
export const putsUrl: Which = ({ method }) => method === 'putUrl';
export const readsUrl: Which = ({ method }) => method === 'readUrl';
export const putsResult: Which = ({ method }) => method === 'putResult';
export const sends: Which = ({ method }) => method === 'send';
export const hides: Which = ({ method }) => method === 'setVisibility';
export const removes: Which = ({ method }) => method === 'remove';

/** A claim, a settle, an end: what sets that status. */
export function sets(status: Status): Which {
  return ({ method, args }) => method === 'update' && args[1].set?.status === status;
}

/** What extends a lease. */
export const beats: Which = ({ method, args }) =>
  method === 'update' && args[1].set?.status === undefined && args[1].set?.progress !== undefined;

export const asksToCancel: Which = ({ method, args }) =>
  method === 'update' && args[1].set?.status === undefined && args[1].set?.progress === undefined;

/** The first such call. */
export function first(which: Which): Which {
  return (call, before) => which(call, before) && !before.some((one) => which(one, []));
}

/** The call with that number among such calls, from 1. */
export function nth(which: Which, number: number): Which {
  return (call, before) =>
    which(call, before) && before.filter((one) => which(one, [])).length === number - 1;
}

/** Every such call but the first. */
export function later(which: Which): Which {
  return (call, before) => which(call, before) && before.some((one) => which(one, []));
}
