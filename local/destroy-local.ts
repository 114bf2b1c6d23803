import { destroyIn } from './emulator/deploy.ts';
import { onEmulator } from './emulator/on-emulator.ts';

// Removes what `npm run deploy:local` has deployed, but for its table:
//   npm run destroy:local [-- <further arguments of cdk destroy>]

await onEmulator((endpoint) => destroyIn(endpoint, process.argv.slice(2)));
