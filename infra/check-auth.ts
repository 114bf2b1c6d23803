import { Token } from 'aws-cdk-lib';
import { isObject, isText } from './prop-rules.ts';

/** Whether a value is an `Auth`, and no more than that. */
export function isAuth(value: unknown): boolean {
  return value === 'iam' || isText(onlyMember(value, 'none')) || isJwt(onlyMember(value, 'jwt'));
}

/** Throws a `TypeError` where the front has no authoriser for tokens: it would let everybody in. */
export function checkJwtFront({ auth, front = 'rest' }: { auth?: unknown; front?: unknown }): void {
  if (front === 'http' || onlyMember(auth, 'jwt') === undefined) return;
  throw new TypeError(
    `auth is a JWT, for which the front ${String(front)} has no authoriser; it goes with the front http`,
  );
}

function isJwt(value: unknown): boolean {
  if (!isObject(value)) return false;
  const { issuer, audience, ...more } = value;
  return (
    Object.keys(more).length === 0 &&
    isIssuer(issuer) &&
    Array.isArray(audience) &&
    audience.length > 0 &&
    audience.every(isText)
  );
}

/** https://openid.net/specs/openid-connect-discovery-1_0.html#IssuerDiscovery */
function isIssuer(value: unknown): boolean {
  if (Token.isUnresolved(value)) return true; // such as a user pool's of the same stack
  return isText(value) && URL.parse(value)?.protocol === 'https:' && !/[?#]/.test(value);
}

function onlyMember(value: unknown, name: string): unknown {
  return isObject(value) && Object.keys(value).join() === name ? value[name] : undefined;
}
