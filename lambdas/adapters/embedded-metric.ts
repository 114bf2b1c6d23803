/** Infra names it too, where it makes an alarm possible. */
const Namespace = 'MadronaAsync';

/**
 * Counts as members of a line of the log, of which CloudWatch makes metrics without being called.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 */
export function embeddedMetric(
  counts: Record<string, number>,
  dimensions: Record<string, string>,
  nowMs: number,
): Record<string, unknown> {
  const Metrics = Object.keys(counts).map((Name) => ({ Name, Unit: 'Count' }));
  return {
    _aws: {
      Timestamp: nowMs,
      CloudWatchMetrics: [{ Namespace, Dimensions: [Object.keys(dimensions)], Metrics }],
    },
    ...dimensions,
    ...counts,
  };
}
