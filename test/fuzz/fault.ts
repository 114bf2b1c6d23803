/** What is wrong with one case, in words. */
export class Fault extends Error {
  override readonly name = 'Fault';
}

export function hold(isSo: boolean, otherwise: () => string): void {
  if (!isSo) throw new Fault(otherwise());
}
