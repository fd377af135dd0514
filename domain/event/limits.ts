/** The size of one event, as JSON in UTF-8 without white space. */
export const MAXIMUM_EVENT_BYTES = 32 * 1024;
/** The size of a body, decompressed. */
export const MAXIMUM_BATCH_BYTES = 500 * 1024;
export const MAXIMUM_BATCH_EVENTS = 2_500;
/** How deep JSON may nest: what is written recursively must not exhaust the stack. */
export const MAXIMUM_NESTING = 64;
export const MAXIMUM_EVENT_NAME_LENGTH = 256;
/** With the timestamp it must fit a DynamoDB sort key of 1,024 bytes. */
export const MAXIMUM_MESSAGE_ID_LENGTH = 200;
export const MAXIMUM_IDENTIFIER_LENGTH = 256;
export const MAXIMUM_TIMESTAMP_LENGTH = 64;
