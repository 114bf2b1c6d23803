/**
 * Whom a front found its caller to be, from its event's `requestContext`: by IAM, by a token, by an authoriser of its
 * owner's; empty where it asks nobody.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
 */
export function principalOf(requestContext: unknown): string {
  for (const path of paths) {
    const found = path.reduce<unknown>((at, name) => memberOf(at, name), requestContext);
    if (typeof found === 'string' && found !== '') return `${path.join('.')}: ${found}`;
  }
  return '';
}

const paths = [
  ['identity', 'userArn'],
  ['authorizer', 'iam', 'userArn'],
  ['authorizer', 'jwt', 'claims', 'sub'],
  ['authorizer', 'jwt', 'claims', 'client_id'],
  ['authorizer', 'claims', 'sub'],
  ['authorizer', 'principalId'],
] as const;

function memberOf(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined;
  return (value as Record<string, unknown>)[name]; // it has that member
}
