import { dev } from './dev.ts';
import { devHelp } from './dev-options.ts';

type Command = (given: readonly string[]) => Promise<void>;

const commands: Record<string, Command> = { dev };
const known = `known is ${Object.keys(commands).join(', ')}; --help says more`;

/** One of the program's commands. What is wrong is said in a sentence for people, and ends it with code 1. */
export async function runCommand([name, ...given]: readonly string[]): Promise<void> {
  if (name === '--help') {
    console.log(devHelp);
    return;
  }
  const command = name !== undefined && Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (command !== undefined) return command(given);
  console.error(
    name === undefined ? `No command is given; ${known}` : `There is no command ${name}; ${known}`,
  );
  process.exitCode = 1;
}
