import {
  type CountryCode,
  type PhoneNumber,
  getCountryCallingCode,
  isSupportedCountry,
  parsePhoneNumberFromString,
} from "libphonenumber-js/max";

/** A country with numbers of its own (ISO 3166-1): all that `libphonenumber` knows. */
export type PhoneCountry = CountryCode;

/** Shorter and longer rows of digits are no phone number (ITU-T E.164, with room for an exit code). */
const [fewest, most] = [6, 18];

export function isPhoneCountry(country: string): country is PhoneCountry {
  return isSupportedCountry(country);
}

/** `+33612345678` for the digits after a plus sign. Undefined: there is no such number. */
export function fromInternational(digits: string): string | undefined {
  return toE164(`+${digits}`, undefined, "valid");
}

/** `+33612345678` for `0612345678` in France. `possible`: only its length must be right, because new numbers appear before their rules are known. */
export function fromNational(digits: string, country: PhoneCountry, how: "valid" | "possible"): string | undefined {
  return toE164(digits, country, how);
}

/** The same, if it is written as people of the country write it: with the prefix of calls inside the country, if it has one. */
export function fromNationalForm(digits: string, country: PhoneCountry): string | undefined {
  const number = parse(digits, country);
  const isWritten = number?.formatNational().replaceAll(/\D/g, "") === digits;
  return isWritten && number.isValid() ? number.number : undefined;
}

/** Whether a country is in the North American plan, where numbers are written as 3, 3 and 4 digits. */
export function isAmerican(country: PhoneCountry): boolean {
  return getCountryCallingCode(country) === "1";
}

function toE164(text: string, country: PhoneCountry | undefined, how: "valid" | "possible"): string | undefined {
  const number = parse(text, country);
  return (how === "valid" ? number?.isValid() : number?.isPossible()) === true ? number?.number : undefined;
}

function parse(text: string, country: PhoneCountry | undefined): PhoneNumber | undefined {
  const length = text.replace("+", "").length;
  if (length < fewest || length > most) return undefined;
  return parsePhoneNumberFromString(
    text,
    country === undefined ? { extract: false } : { defaultCountry: country, extract: false },
  );
}
