import { type Advice, type FailedAnswer, failureWith, type Finding } from "#connectors/meta/graph/finding.ts";

/** @param what Meta was asked for, as in "to show the number". */
export function failureOf(answer: FailedAnswer, what: string, graphBaseUrl: string): Finding {
  return failureWith(advice, answer, what, graphBaseUrl);
}

const advice: Advice = {
  newToken: "Make a new token of a system user (Business settings, System users) and set accessToken.",
  of(code) {
    switch (code) {
      case 100:
        return "Look whether phoneNumberId and accountId are Meta's ids (WhatsApp, API setup), and whether appSecret belongs to the token's app.";
      case 3:
      case 10:
      case 200:
        return "Give the system user the WhatsApp account, and its token the permissions whatsapp_business_messaging and whatsapp_business_management.";
      default:
        return undefined;
    }
  },
};
