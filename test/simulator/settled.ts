/**
 * Ways to let code run as far as it can. Where it waits for nothing but promises: Node comes to what is due in the
 * next tick when no microtask is left. That holds in a microtask only, hence the one before.
 */
export async function promisesSettled(): Promise<void> {
  await null;
  await new Promise<void>((resolve) => process.nextTick(resolve));
}

/**
 * Where it takes so many turns of the event loop, as streams do; and where it is `busy` on ways that no turns are
 * known of, for as long as that takes besides.
 */
export async function turnsSettled(turns: number, busy = () => false): Promise<void> {
  for (let left = turns; left > 0; left = busy() ? turns : left - 1) await nextTurn();
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
