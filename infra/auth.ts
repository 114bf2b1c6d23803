/**
 * Who may call the API: whoever AWS IAM allows to; whoever shows a token of an issuer, on an HTTP API; or anybody, for
 * a reason.
 */
export type Auth = 'iam' | TokenAuth | OpenToAll;

/** Whoever shows a token. */
export interface TokenAuth {
  /** Whose tokens are taken. */
  readonly jwt: JwtAuth;
}

/** Anybody. */
export interface OpenToAll {
  /** Why: a reason that is shown to those who review the stack with cdk-nag. */
  readonly none: string;
}

/** Which tokens are taken: those of one issuer, for one of an audience (RFC 7519). */
export interface JwtAuth {
  /** Who signs the tokens: the `https` URL under which OpenID Connect's discovery finds its keys. */
  readonly issuer: string;
  /** For whom they may be: at least one, of which a token has to name one. */
  readonly audience: readonly string[];
}

/** Why anybody may call; nothing where somebody is asked who they are. */
export function openFor(auth: Auth): string[] {
  return auth !== 'iam' && 'none' in auth ? [auth.none] : [];
}
