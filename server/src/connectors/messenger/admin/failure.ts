import { type Advice, type FailedAnswer, failureWith, type Finding } from "#connectors/meta/graph/finding.ts";

/** @param what Meta was asked for, as in "to list the page's apps". */
export function failureOf(answer: FailedAnswer, what: string, graphBaseUrl: string): Finding {
  return failureWith(advice, answer, what, graphBaseUrl);
}

const advice: Advice = {
  newToken: "Make a new page token (Messenger, API settings) and set accessToken.",
  of(code) {
    switch (code) {
      case 100:
        return "Look whether appSecret belongs to the app that the token was made for, and pageId to the page.";
      case 10:
      case 200:
      case 230:
      case 299:
        return "Give the token the permissions pages_messaging and pages_manage_metadata; until the app review, its owner needs a role in the app.";
      case 27:
        return "Make the app the page's default app (Page settings, Advanced messaging, Conversation routing).";
      case 2200:
        return "Meta called the webhook and got no right answer: start the server, look whether its address is reachable from outside, and whether verifyToken is the server's.";
      default:
        return undefined;
    }
  },
};
