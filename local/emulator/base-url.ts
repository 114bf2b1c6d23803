import { output, type StackOutputs } from './outputs.ts';

/**
 * Where an emulator answers for a REST API. The one that the stack itself tells is AWS's own, which nobody here
 * resolves; this form of it is LocalStack's, and others have taken it over.
 */
export function baseUrl(endpoint: string, outputs: StackOutputs): string {
  // No parser takes LocalStack's own host names, which end in an IP address.
  const [, stage = ''] = /^https:\/\/[^/]+(\/[^/]+)/.exec(output(outputs, 'Url')) ?? [];
  return `${endpoint}/restapis/${output(outputs, 'ApiId')}${stage}/_user_request_`;
}
