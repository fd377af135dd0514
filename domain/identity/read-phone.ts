import {
  type CountryCode,
  isSupportedCountry,
  type PhoneNumber,
  parsePhoneNumberFromString,
} from 'libphonenumber-js/min';

/** As a link has it. */
const LINK = /^tel:/i;
const BRACKETS = /[()[\]{}]/g;
const TRAILING_PUNCTUATION = /[\s.,;:!?/\\-]+$/;
/** What shops and desks answer to, and what is made up, has fewer or is one digit again and again. */
const FEWEST_DIGITS = 7;
const ONE_DIGIT = /^(\d)\1*$/;
/** No national number is so long, though open plans such as Germany's let it pass: its country's code stands before it. */
const DIGITS_WITH_COUNTRY = 12;

/**
 * Reads a phone number however people write it.
 * @param country ISO 3166 alpha-2, for numbers without one; undefined: such numbers are nobody's
 * @returns E.164; undefined where it is none, or no one person's: with an extension it is a switchboard's
 */
export function readPhone(text: string, country: string | undefined): string | undefined {
  const written = text
    .normalize('NFKC')
    .replace(LINK, '')
    .replace(BRACKETS, ' ')
    .replace(TRAILING_PUNCTUATION, '')
    .trim();
  const number = parseAsMeant(written, country);
  if (number === undefined || number.ext !== undefined || !number.isPossible()) return undefined;
  const isMadeUp = number.number.length <= FEWEST_DIGITS || ONE_DIGIT.test(number.nationalNumber);
  // What begins with zeros too many is another number when it is read again: nobody could be found by it.
  const isStable = parse(number.number)?.number === number.number;
  return isMadeUp || !isStable ? undefined : number.number;
}

/** Many lists leave out the plus: what cannot be a national number is read with it. */
function parseAsMeant(written: string, country: string | undefined): PhoneNumber | undefined {
  if (country === undefined || !isSupportedCountry(country)) return parse(written);
  const national = parse(written, country);
  if (national?.isPossible() && national.nationalNumber.length < DIGITS_WITH_COUNTRY) return national;
  const international = parse(`+${written}`);
  return international?.isValid() ? international : national;
}

function parse(written: string, defaultCountry?: CountryCode): PhoneNumber | undefined {
  return parsePhoneNumberFromString(written, {
    ...(defaultCountry === undefined ? {} : { defaultCountry }),
    extract: false,
  });
}
