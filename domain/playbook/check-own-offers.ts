import { makeOwnEvent } from '../event/own-event.ts';
import { compileSelector as compileMatch } from '../segment/matcher/compile-selector.ts';
import { compileSelector } from './compile-selector.ts';
import type { Problem } from './problem.ts';
import type { CampaignSource } from './schema/campaign-schema.ts';
import type { TriggerSource } from './schema/trigger-schema.ts';
import { visitSteps } from './visit-steps.ts';

const OFFER_GRANTED = 'Offer Granted';

/** Finds triggers that are met by what the campaign's own steps grant: it would begin again, and grant again. */
export function checkOwnOffers(file: string, source: CampaignSource, zone: string): Problem[] {
  const offers = mayRepeat(source) ? offersOf(source) : [];
  const campaign = file.replace(/^.*\//u, '').replace(/\.ya?ml$/u, '');
  return [source.trigger].flat().flatMap((trigger, index) => {
    const met = offers.find((offer) => isMetBy(trigger, { offer, campaign }, zone));
    if (met === undefined) return [];
    const path = [...(Array.isArray(source.trigger) ? ['trigger', index] : ['trigger']), 'event'];
    const message = `the campaign grants \`${met}\` itself, and that would begin it again, without end`;
    const hint = 'write which offers begin it: `where: { offer: … }`, or `frequency: once`';
    return [{ file, path, at: 'value', message, hint }];
  });
}

function mayRepeat({ frequency, trigger }: CampaignSource): boolean {
  const isOnceUnlessSaid = [trigger].flat().some((one) => 'segment' in one && one.schedule === undefined);
  return frequency === undefined ? !isOnceUnlessSaid : frequency === 'every time';
}

function offersOf({ steps }: CampaignSource): readonly string[] {
  const offers = new Set<string>();
  visitSteps(steps, [], (step) => {
    if ('grant' in step) offers.add(step.grant);
    else if ('send' in step && 'offer' in step.send && typeof step.send.offer === 'string')
      offers.add(step.send.offer);
  });
  return [...offers];
}

/** Every so many-th, or one that agrees with another, comes to an end by itself. */
function isMetBy(
  trigger: TriggerSource,
  properties: { readonly offer: string; readonly campaign: string },
  zone: string,
): boolean {
  if (!('event' in trigger) || trigger.every !== undefined || trigger.matching !== undefined) return false;
  const named = [trigger.event].flat();
  if (!named.includes(OFFER_GRANTED) && !named.includes('any')) return false;
  const granted = makeOwnEvent({
    name: OFFER_GRANTED,
    identifier: 'userId#anybody',
    messageId: 'granted',
    at: 0,
    source: 'maitred',
    properties,
  });
  return compileMatch(compileSelector(trigger, zone), zone)(granted);
}
