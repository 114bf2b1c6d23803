import { arrivedOf } from '../../../lambdas/api/gateway-event.ts';
import { callOf } from '../../../lambdas/api/run-by-url.ts';
import { Fault } from '../fault.ts';
import { registry } from './tasks.ts';

/** The call that a gateway's event asks for. */
export function calledBy(event: object): ReturnType<typeof callOf> {
  const arrived = arrivedOf(event);
  if (arrived === undefined) throw new Fault('An event was taken for none');
  return callOf(arrived.asked, registry);
}
