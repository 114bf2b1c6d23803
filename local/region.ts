/** What stands for the account: fauxqs knows no other number. */
export const account = '000000000000';
export const region = 'us-east-1';

export function arn(service: string, resource: string): string {
  return `arn:aws:${service}:${region}:${account}:${resource}`;
}
