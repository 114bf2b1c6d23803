/** A DynamoDB endpoint to hold to the store's contract besides dynalite, where there is one. */
export const dynamodbEndpoint = process.env['MADRONA_TEST_DYNAMODB_ENDPOINT'];
