/** How the numbers of a country are built: ITU-T E.164 and the plans of the national regulators, as far as they are needed here. */
export type PhonePlan = {
  /** Country code, without a plus sign. */
  code: string;
  /** The prefix of calls inside the country. Calls from abroad do not have it. */
  trunk: string;
  /** The digits after the country code and the trunk prefix. */
  national: RegExp;
};

export type PhoneCountry = keyof typeof plans;

const plans = {
  AT: { code: "43", trunk: "0", national: /^[1-9]\d{3,12}$/ },
  BE: { code: "32", trunk: "0", national: /^[1-9]\d{7,8}$/ },
  CA: { code: "1", trunk: "1", national: /^[2-9]\d{2}[2-9]\d{6}$/ },
  CH: { code: "41", trunk: "0", national: /^[1-9]\d{8}$/ },
  DE: { code: "49", trunk: "0", national: /^[1-9]\d{5,12}$/ },
  ES: { code: "34", trunk: "", national: /^[6-9]\d{8}$/ },
  FR: { code: "33", trunk: "0", national: /^[1-9]\d{8}$/ },
  GB: { code: "44", trunk: "0", national: /^[1-9]\d{8,9}$/ },
  IE: { code: "353", trunk: "0", national: /^[1-9]\d{6,8}$/ },
  IT: { code: "39", trunk: "", national: /^(?:0\d{5,10}|3\d{8,9})$/ },
  LU: { code: "352", trunk: "", national: /^[2-9]\d{4,10}$/ },
  NL: { code: "31", trunk: "0", national: /^[1-9]\d{8}$/ },
  PT: { code: "351", trunk: "", national: /^[29]\d{8}$/ },
  US: { code: "1", trunk: "1", national: /^[2-9]\d{2}[2-9]\d{6}$/ },
} satisfies Record<string, PhonePlan>;

export function planOf(country: PhoneCountry): PhonePlan {
  return plans[country];
}

export function isPhoneCountry(country: string): country is PhoneCountry {
  return Object.hasOwn(plans, country);
}

/** `+33612345678` for the digits after a plus sign. Undefined: the country is known and has no such number. */
export function fromInternational(digits: string): string | undefined {
  const plan = Object.values(plans).find(({ code }) => digits.startsWith(code));
  if (plan === undefined) return /^[1-9]\d{6,14}$/.test(digits) ? `+${digits}` : undefined;
  return fromNational(digits.slice(plan.code.length), plan);
}

/** `+33612345678` for `0612345678` in France. */
export function fromNational(digits: string, { code, trunk, national }: PhonePlan): string | undefined {
  const significant = trunk !== "" && digits.startsWith(trunk) ? digits.slice(trunk.length) : digits;
  return national.test(significant) ? `+${code}${significant}` : undefined;
}
