#!/usr/bin/env node
import './check-node.mjs';

// Loaded after that has looked at the Node which runs this: an older one lacks some of what the commands import.
const { runCommand } = await import('./commands.ts');
await runCommand(process.argv.slice(2));
