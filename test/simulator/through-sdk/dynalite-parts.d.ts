// dynalite has no types of its own. These parts of it work without its server and its files.

type DynaliteData = Record<string, unknown>;

interface DynaliteError extends Error {
  statusCode?: number;
  body?: { __type: string; message: string };
}

/** What the actions ask of a store. */
interface DynaliteStore {
  options: { maxItemSize: number };
  getTable(name: string, answer: (error: null, table: DynaliteData) => void): void;
  getItemDb(name: string): {
    lock<C>(key: string, work: (release: (callback: C) => C) => void): void;
    get(
      key: string,
      answer: (error: { name: 'NotFoundError' } | null, item?: DynaliteData) => void,
    ): void;
    put(key: string, item: DynaliteData, answer: (error: null) => void): void;
  };
}

declare module 'dynalite/actions/*' {
  const action: (
    store: DynaliteStore,
    data: DynaliteData,
    answer: (error: DynaliteError | null, output?: DynaliteData) => void,
  ) => void;
  export = action;
}

declare module 'dynalite/validations/*' {
  const validation: {
    types: DynaliteData;
    custom: (data: DynaliteData, store: DynaliteStore) => string | undefined;
  };
  export = validation;
}

declare module 'dynalite/validations/index.js' {
  export function checkTypes(data: DynaliteData, types: DynaliteData): DynaliteData;
  export function checkValidations(
    data: DynaliteData,
    types: DynaliteData,
    custom: (data: DynaliteData, store: DynaliteStore) => string | undefined,
    store: DynaliteStore,
  ): void;
}
