/** False with `CDK_VALIDATION=false`, the CDK's own switch, for whoever only wants the template, soon. */
export const isValidated = process.env.CDK_VALIDATION !== 'false';
