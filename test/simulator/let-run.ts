const microtask = Promise.resolve();

/**
 * Ways to let code run as far as it can, and then go on. Where it waits for nothing but promises: seen from a
 * microtask, the next tick comes when none is left.
 */
export function afterPromises(goOn: () => void): void {
  void microtask.then(() => process.nextTick(goOn));
}

/**
 * Where it takes so many turns of the event loop, as streams do; and where it is `busy` on ways that no turns are
 * known of, for as long as that takes besides.
 */
export async function afterTurns(
  goOn: () => void,
  turns: number,
  busy = () => false,
): Promise<void> {
  for (let left = turns; left > 0; left = busy() ? turns : left - 1) await nextTurn();
  goOn();
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
