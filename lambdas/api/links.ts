import type { Asked } from './asked.ts';

/** How the API's own resources are referred to, so that it holds where the caller is. */
export interface Links {
  /** What comes before `/v1`. Never taken from `Host`, which the caller chooses. */
  prefix(asked: Asked): string;
  /** The reference as an absolute URL, where it is known what the API is called. */
  absolute(reference: string): string | undefined;
}

/** Throws a `TypeError` where the public URL is none. */
export function createLinks(publicUrl: string | undefined): Links {
  if (publicUrl === undefined) {
    return { prefix: (asked) => asked.prefix, absolute: () => undefined };
  }
  const { href, pathname } = new URL(publicUrl);
  const prefix = pathname.replace(/\/+$/, '');
  return {
    prefix: () => prefix,
    absolute: (reference) => new URL(reference, href).href,
  };
}
