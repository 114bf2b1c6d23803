import { account, arn, region } from '../region.ts';
import type { Resource } from './resource.ts';
import type { Scope } from './values.ts';

export interface Place {
  stackName: string;
  /** Where fauxqs listens. */
  sqsEndpoint: string;
}

/** How a kind of resource is named, and what other resources may ask of it. */
interface Kind {
  nameProperty?: string;
  ref(name: string, place: Place): string;
  attributes(name: string, place: Place): Record<string, string>;
}

const itself = (name: string) => name;
const none = () => ({});

const kinds: Record<string, Kind> = {
  'AWS::DynamoDB::Table': {
    nameProperty: 'TableName',
    ref: itself,
    attributes: (name) => ({ Arn: arn('dynamodb', `table/${name}`) }),
  },
  'AWS::SQS::Queue': {
    nameProperty: 'QueueName',
    ref: queueUrl,
    attributes: (name, place) => ({
      Arn: arn('sqs', name),
      QueueName: name,
      QueueUrl: queueUrl(name, place),
    }),
  },
  'AWS::Lambda::Function': {
    nameProperty: 'FunctionName',
    ref: itself,
    attributes: (name) => ({ Arn: arn('lambda', `function:${name}`) }),
  },
  'AWS::ApiGateway::RestApi': {
    ref: itself,
    attributes: (name) => ({ RootResourceId: rootOf(name), RestApiId: name }),
  },
  'AWS::ApiGateway::Resource': { ref: itself, attributes: none },
  'AWS::ApiGateway::Stage': { nameProperty: 'StageName', ref: itself, attributes: none },
  'AWS::ApiGatewayV2::Api': { ref: itself, attributes: none },
  'AWS::ApiGatewayV2::Integration': { ref: itself, attributes: none },
};

/** The ID of a REST API's root, which is no resource of the template. */
export function rootOf(restApi: string): string {
  return `${restApi}/`;
}

/** fauxqs's own URLs do not resolve; it looks at the last part only. */
export function queueUrl(name: string, { sqsEndpoint }: Pick<Place, 'sqsEndpoint'>): string {
  return `${sqsEndpoint}/${account}/${name}`;
}

/** The same template gets the same names each time, so that kept state is found again. */
export function physicalName({ id, type, properties }: Resource, place: Place): string {
  const property = kinds[type]?.nameProperty;
  const given = property === undefined ? undefined : properties[property];
  if (typeof given === 'string') return given;
  return property === undefined ? id : `${place.stackName}-${id}`.slice(-64);
}

export function createScope(
  resources: readonly Resource[],
  parameters: Record<string, string>,
  place: Place,
): Scope {
  const known = new Map(resources.map((resource) => [resource.id, resource]));
  const pseudo: Record<string, string> = {
    'AWS::AccountId': account,
    'AWS::Partition': 'aws',
    'AWS::Region': region,
    'AWS::StackId': arn('cloudformation', `stack/${place.stackName}/embedded`),
    'AWS::StackName': place.stackName,
    'AWS::URLSuffix': 'amazonaws.com',
  };

  return {
    ref(name) {
      const resource = known.get(name);
      if (resource === undefined) return pseudo[name] ?? parameters[name];
      return kinds[resource.type]?.ref(physicalName(resource, place), place);
    },
    attribute(id, name) {
      const resource = known.get(id);
      if (resource === undefined) return undefined;
      return kinds[resource.type]?.attributes(physicalName(resource, place), place)[name];
    },
  };
}
