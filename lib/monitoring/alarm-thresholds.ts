/** From where on a figure is an alarm. Each is asked for several periods in a row, so that a blip wakes nobody. */
export interface AlarmThresholds {
  /** Of the answers of the API, those that are our fault. */
  readonly serverErrorPercent: number;
  /** So few of them in five minutes say nothing of a share. */
  readonly serverErrorsAtLeast: number;
  /** The same in an hour, for houses that have few requests. */
  readonly hourlyServerErrorPercent: number;
  readonly hourlyServerErrorsAtLeast: number;
  /** The slowest hundredth of the API's answers. */
  readonly answerMilliseconds: number;
  /** Requests in five minutes that the API turns away as too many (429). */
  readonly requestsThrottled: number;
  /** Requests in five minutes that are refused because of their key. */
  readonly keysRefused: number;
  /** Of an hour's requests, those that are refused because of their key. */
  readonly keysRefusedPercent: number;
  readonly keysRefusedAtLeast: number;
  /** Of an hour's events, those that are refused as malformed. */
  readonly eventsRefusedPercent: number;
  readonly eventsRefusedAtLeast: number;
  /** Whole hours in which nothing comes, up to a week; 0: nobody is told. */
  readonly silentHours: number;
  /** How far a stream's consumer may be behind. */
  readonly streamBehindMinutes: number;
  /** From an event's receipt to its profile, for the slowest twentieth. */
  readonly eventToProfileSeconds: number;
  /** From a decision to the provider's answer, for the slowest twentieth. */
  readonly decisionToDeliverySeconds: number;
  /** How long a message may wait in a queue; a queue whose jobs last longer is given longer. */
  readonly queueWaitMinutes: number;
  /** Of a channel's messages in three hours, those that failed. */
  readonly messagesFailedPercent: number;
  readonly messagesFailedAtLeast: number;
  /** Of a function's timeout, what its slowest invocation may take. */
  readonly timeoutPercent: number;
  /** Calls in five minutes that a table turns away. */
  readonly tableThrottles: number;
}

export const DEFAULT_THRESHOLDS: AlarmThresholds = {
  // A retry of the caller hides one in a hundred; one in twenty is felt.
  serverErrorPercent: 5,
  serverErrorsAtLeast: 5,
  // A restaurant's forty requests an hour never come to five in five minutes: if every second fails, it is down.
  hourlyServerErrorPercent: 50,
  hourlyServerErrorsAtLeast: 3,
  // Half of what Segment's SDK for servers waits before it gives up.
  answerMilliseconds: 5_000,
  // One in three seconds: more than one app's short burst.
  requestsThrottled: 100,
  // One a second: an app with a wrong key, or somebody who tries keys.
  keysRefused: 300,
  // One app of a few whose key was revoked, however little it sends.
  keysRefusedPercent: 20,
  keysRefusedAtLeast: 5,
  // An app whose release broke its tracking; single bad messages are anybody's.
  eventsRefusedPercent: 20,
  eventsRefusedAtLeast: 5,
  // Nobody but the house knows how quiet its nights are.
  silentHours: 0,
  // A trigger that is more than an hour old is dropped: forty-five minutes are left.
  streamBehindMinutes: 15,
  // It takes a second. After a minute a guest has left the page that was made for them.
  eventToProfileSeconds: 60,
  // A message that answers what a guest just did is of use for minutes.
  decisionToDeliverySeconds: 300,
  // Longer than a message that fails three times is counted by SQS.
  queueWaitMinutes: 15,
  // A few bad addresses are normal; one in five is the provider or the playbook.
  messagesFailedPercent: 20,
  // A restaurant's thirty mails a day are four in three hours.
  messagesFailedAtLeast: 3,
  // What is cut off is done again from the beginning, and is cut off again. `due` ends by itself at four fifths.
  timeoutPercent: 90,
  // The SDK tries again by itself: a few are a partition that DynamoDB is about to split.
  tableThrottles: 50,
};
