import { createRequire } from 'node:module';
import type * as PhoneNumbers from 'libphonenumber-js/min';

/** What the domain asks of libphonenumber-js. */
type Used = Pick<typeof PhoneNumbers, 'isSupportedCountry' | 'parsePhoneNumberFromString'>;

let loaded: Used | undefined;

/** Stands in the bundles for libphonenumber-js (lib/bundle-options.ts): a seventh of what resolve would load at each start. */
export const isSupportedCountry: Used['isSupportedCountry'] = (
  country,
): country is PhoneNumbers.CountryCode => load().isSupportedCountry(country);

/** As above: loaded with the first number that is read. */
export const parsePhoneNumberFromString = ((...what: Parameters<Used['parsePhoneNumberFromString']>) =>
  load().parsePhoneNumberFromString(...what)) as Used['parsePhoneNumberFromString'];

/** Kept here: an import of ten thousand guests reads as many numbers. */
function load(): Used {
  loaded ??= createRequire(import.meta.url)('./libphonenumber.cjs') as Used;
  return loaded;
}
