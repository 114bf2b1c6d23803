export interface Closers {
  add(close: () => Promise<void> | void): void;
  /** Closes the last first, once. All are closed, whichever fails; the first failure is then thrown. */
  closeAll(): Promise<void>;
}

export function createClosers(): Closers {
  const closers: (() => Promise<void> | void)[] = [];
  let closed: Promise<void> | undefined;

  async function run(): Promise<void> {
    const failures: unknown[] = [];
    for (const close of closers.reverse()) {
      try {
        await close();
      } catch (error) {
        failures.push(error);
      }
    }
    if (failures.length > 0) throw failures[0];
  }

  return {
    add: (close) => closers.push(close),
    closeAll: () => (closed ??= run()),
  };
}
