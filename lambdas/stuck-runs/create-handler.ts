import { tellStuckRuns, type StuckPorts } from '../../core/stuck.ts';
import { embeddedMetric } from '../adapters/embedded-metric.ts';

/** Looks for stuck runs each time it is called: a line for each, and their number as a metric, 0 too. */
export function createHandler(ports: StuckPorts & { tableName: string }): () => Promise<void> {
  return async () => {
    const StuckRuns = await tellStuckRuns(ports);
    const dimensions = { Table: ports.tableName };
    const metric = embeddedMetric({ StuckRuns }, dimensions, ports.clock.now());
    ports.log.info('looked for stuck runs', metric);
  };
}
