const microtask = Promise.resolve();

/**
 * Lets code run as far as it can, and then goes on, where it waits for nothing but promises and what follows from
 * them: seen from a microtask, the next tick comes when none is left.
 */
export function afterPromises(goOn: () => void): void {
  void microtask.then(() => process.nextTick(goOn));
}

/** The same for code that takes turns of the event loop, no matter how many, for as long as it is `busy`. */
export function afterTurns(busy: () => boolean): (goOn: () => void) => void {
  const turns = async () => {
    do await nextTurn();
    while (busy());
  };
  return (goOn) => void turns().then(goOn);
}

let turn: Promise<void> | undefined;

/** One turn serves all schedules that are under way. */
function nextTurn(): Promise<void> {
  turn ??= new Promise((resolve) => {
    setImmediate(() => {
      turn = undefined;
      resolve();
    });
  });
  return turn;
}
