import { readEndpoint } from '../env.ts';
import { checkItAnswers, localEndpoint } from './endpoint.ts';

/**
 * What a program does with the emulator on this machine. Where it fails, a sentence for people says so, and the
 * program ends with code 1.
 */
export async function onEmulator(work: (endpoint: string) => Promise<void>): Promise<void> {
  try {
    const endpoint = localEndpoint(readEndpoint());
    await checkItAnswers(endpoint);
    await work(endpoint);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
