import { createServer } from 'node:http';
import { listen, stopListening } from '../../local/stores/listen.ts';

/** A web site of somebody else's: to a browser, `localhost` and `127.0.0.1` are two. */
export interface Site {
  origin: string;
  /** What its pages are from now on. */
  show(html: string): void;
  close(): Promise<void>;
}

export async function startSite(): Promise<Site> {
  let page = '';
  const server = createServer((_, response) => {
    response.setHeader('Content-Type', 'text/html').end(`<!doctype html><body>${page}`);
  });
  const port = await listen(server, 0, 'localhost');
  return {
    origin: `http://localhost:${port}`,
    show(html) {
      page = html;
    },
    close: () => stopListening(server),
  };
}
