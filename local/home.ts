import { join } from 'node:path';

/** What the embedded stack keeps of an app, in the app's own folder. */
export function homeOf(app: string): string {
  return join(app, '.madrona');
}
