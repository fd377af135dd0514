import type { PlantedBug } from '../../support/simulation/plant-bug.ts';

const MERGE = 'domain/profile/merge-contacts.ts';
const SEND = 'domain/campaign/step/run-send.ts';
const DECISIONS = 'lambdas/adapters/decision-store.ts';

/** Whether something may be said, and when. */
export const DECIDING_BUGS: readonly PlantedBug[] = [
  {
    name: 'a cap does not count the latest message',
    file: 'domain/campaign/permission/caps.ts',
    find: 'const used = counted.length;',
    replace: 'const used = Math.max(0, counted.length - 1);',
    why: 'guests get one more than the cap allows',
    by: 'journeys',
  },
  {
    name: 'a merge forgets what the other has been sent',
    file: MERGE,
    find: 'sends: keepSends(uniteSends(a, b), program),',
    replace: 'sends: a.sends,',
    why: 'whoever was two gets twice the cap',
    by: 'journeys',
  },
  {
    name: 'a message that was decided is not noted',
    file: SEND,
    find: 'const contacts = withSend(progress.contacts, send, active.program);',
    replace: 'const { contacts } = progress;',
    why: 'caps never fill',
    by: 'journeys',
  },
  {
    name: 'transactional messages count under caps',
    file: SEND,
    find: 'const isUncapped = purposeOf(campaign, step, channel) === TRANSACTIONAL;',
    replace: 'const isUncapped = purposeOf(campaign, step, channel) === "";',
    why: 'a receipt uses up the guest’s last message',
    by: 'journeys',
  },
  {
    name: 'a decision does not depend on the profile',
    file: DECISIONS,
    find: "[{ Put: putOfRecord(tables, profile, signals) }, 'conflict'],",
    replace:
      "[{ Put: { ...putOfRecord(tables, profile, signals), ConditionExpression: 'attribute_exists(profileId) OR #version = :before' } }, 'conflict'],",
    why: 'two campaigns that decide at once both take the last message under a cap',
    by: 'journeys',
  },
  {
    name: 'quiet hours are not asked of what leaves late',
    file: 'domain/campaign/delivery/decide-delivery.ts',
    find: "return until === undefined ? { kind: 'send', campaign, step } : held(until);",
    replace: "return Number(until) < 0 ? held(0) : { kind: 'send', campaign, step };",
    why: 'a message that was tried again for an hour wakes the guest',
    by: 'journeys',
  },
  {
    name: 'what is held as it is to leave is never due again',
    file: 'domain/campaign/delivery/conclude-delivery.ts',
    find: "return { ...conclusion('requested', decision.why), dueAt: decision.until, retry: 'due' };",
    replace: "return conclusion('requested', decision.why);",
    why: 'what was tried again at night is lost',
    by: 'journeys',
  },
  {
    name: 'a held message is taken out of what is due though nobody was told',
    file: 'lambdas/handlers/flows/bring-message-again.ts',
    find: 'await channelQueues[delivery.channel].send([{ detail: signal }]);',
    replace: 'if (false) await channelQueues[delivery.channel].send([{ detail: signal }]);',
    why: 'what was tried again at night is lost',
    by: 'journeys',
  },
  {
    name: 'quiet hours are not asked of what was held',
    file: SEND,
    find: "if (permission.kind === 'hold') {",
    replace: "if (permission.kind === 'hold' && progress.journey.revision === 0) {",
    why: 'guests are woken',
    by: 'journeys',
  },
  {
    name: 'the zone that a device says is not heard',
    file: 'domain/time/guest-zone.ts',
    find: 'surroundings.timezone?.value, ofVenue',
    replace: 'ofVenue',
    why: 'it is night where the guest is',
    by: 'journeys',
  },
  {
    name: 'who is held out is forgotten in a merge',
    file: MERGE,
    find: 'new Set([...(a.heldOut ?? []), ...(b.heldOut ?? [])])',
    replace: 'new Set(a.heldOut ?? [])',
    why: 'the held out are sent to, and measured as if they were not',
    by: 'journeys',
  },
  {
    name: 'who is in the control group is forgotten in a merge',
    file: MERGE,
    find: '((a.isControl === true || b.isControl === true) &&',
    replace: '(a.isControl === true &&',
    why: 'the control group gets marketing',
    by: 'journeys',
  },
  {
    name: 'nobody is held out who was not before',
    file: 'domain/campaign/journey/measured-groups.ts',
    find: 'return wasHeldOut || stableShare(',
    replace: 'return wasHeldOut && stableShare(',
    why: 'there is nothing to compare with',
    by: 'journeys',
  },
  {
    name: 'suppression is not asked',
    file: 'domain/campaign/permission/decide-permission.ts',
    find: 'refuseBySuppression(active, profile, campaign, purpose, now) ??',
    replace: 'refuseBySuppression(active, profile, campaign, TRANSACTIONAL, now) ??',
    why: 'who has just called is written to',
    by: 'journeys',
  },
];
