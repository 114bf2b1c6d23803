/**
 * Where the calls of one schedule are between the code that makes them and the services. The SDK takes turns of
 * the event loop that the simulated clock does not see: that clock stands still while anything is in transit.
 */
export interface Transit {
  enter(): void;
  leave(): void;
  /** Has reached the services. What it does there is done when nothing is in transit any more. */
  arrive(act: () => void): void;
  busy(): boolean;
}

export function createTransit(): Transit {
  const arrived: (() => void)[] = [];
  let under = 0;
  const leave = () => {
    under -= 1;
    if (under > 0) return;
    for (const act of arrived.splice(0)) act();
  };
  return {
    enter() {
      under += 1;
    },
    leave,
    arrive(act) {
      arrived.push(act);
      leave();
    },
    busy: () => under > 0,
  };
}
