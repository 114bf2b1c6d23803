/** A function that has just been called: its time-out is 28 s. */
export const functionContext = { getRemainingTimeInMillis: () => 28_000 };
