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

/** A messageId that takes more, as JSON, is told apart on a profile by its hash. */
export const MAXIMUM_STAMP_ID_BYTES = 66;
/** A larger value is not what `last` remembers, as JSON in UTF-8. */
export const MAXIMUM_LAST_VALUE_BYTES = 1024;
/** A larger value is not counted by `top`, as JSON in UTF-8. */
export const MAXIMUM_TOP_VALUE_BYTES = 200;
