import type { Template } from 'aws-cdk-lib/assertions';

export interface Allowed {
  actions: string[];
  on: string[];
}

/** What the role whose logical ID begins so may do, by the logical IDs of what it may do it to. */
export function allowedTo(template: Template, role: string): Allowed[] {
  return Object.values(template.findResources('AWS::IAM::Policy'))
    .filter(({ Properties }) => Properties.Roles.some(({ Ref }: Reference) => Ref.startsWith(role)))
    .flatMap(({ Properties }) => Properties.PolicyDocument.Statement)
    .filter(({ Effect }) => Effect === 'Allow')
    .map(({ Action, Resource }) => ({
      actions: [Action].flat(),
      on: [Resource].flat().map(nameOf),
    }));
}

interface Reference {
  Ref: string;
}

/** `{ 'Fn::GetAtt': ['TasksTable45D1B62D', 'Arn'] }` → `TasksTable`. */
function nameOf(resource: { 'Fn::GetAtt'?: [string, string] }): string {
  const id = resource['Fn::GetAtt']?.[0];
  return id?.replace(/[0-9A-F]{8}$/, '') ?? JSON.stringify(resource);
}
