/** Bytes of the lines START, END and REPORT that Lambda writes for each invocation. */
export const LAMBDA_LOG_BYTES = 290;

/** Bytes of the line that API Gateway writes for each request, in the format of lib/constructs/entrance.ts. */
export const ACCESS_LOG_BYTES = 190;
