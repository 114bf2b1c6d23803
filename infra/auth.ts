/**
 * Who may call the API: whoever AWS IAM allows to, or anybody, for a reason that is shown to those who review
 * the stack with cdk-nag.
 */
export type Auth = 'iam' | { readonly none: string };
