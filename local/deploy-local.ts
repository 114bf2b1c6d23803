import { addressOf, type Address } from './emulator/address.ts';
import { deployTo } from './emulator/deploy.ts';
import { onEmulator } from './emulator/on-emulator.ts';
import { output } from './emulator/outputs.ts';

// Deploys this project to LocalStack, or to another emulator on this machine:
//   npm run deploy:local [-- <further arguments of cdk deploy>]

await onEmulator(async (endpoint) => {
  const outputs = await deployTo(endpoint, process.argv.slice(2));
  console.log(deployedText(addressOf(endpoint, outputs), output(outputs, 'TableName')));
});

function deployedText({ url, via }: Address, table: string): string {
  const connect = via === undefined ? '' : ` --connect-to ::${new URL(via).host}`;
  const curl = `curl --aws-sigv4 aws:amz:us-east-1:execute-api --user test:test${connect}`;
  const options = via === undefined ? `--url ${url}` : `--url ${url} --via ${via}`;
  return `
The stack is deployed at ${url}

  ${curl} -i ${url}/v1/run/add/2/3
  ${curl} -i ${url}/v1/tasks -H 'content-type: application/json' -d '{"task":"countdown","kwargs":{"seconds":10},"pollingUrl":"/my/countdown"}'
  ${curl} -i '${url}/v1/status?pollingUrl=/my/countdown'

Every journey through it, and its end but for the table ${table}:

  AWS_ACCESS_KEY_ID=test AWS_SECRET_ACCESS_KEY=test AWS_REGION=us-east-1 npm run test:deployed -- ${options}
  npm run destroy:local`;
}
