import type { OptionSchema } from "#channel/options-schema.ts";

const text = "string" as const;
/** A line break in a token would break the header that carries it; a blank is a mistake in copying. */
export const token = { type: text, pattern: "\\S+" };
export const metaNumber = { type: text, pattern: "\\d{1,30}" };

/** The options that all channels of Meta's have. */
export const metaFields = {
  appId: {
    ...metaNumber,
    title: "App",
    description: "number of the Meta app (App settings, Basic)",
    mustBe: "the number of the Meta app (App settings, Basic)",
  },
  appSecret: {
    ...token,
    title: "App secret",
    description: "the app's secret, or a list while it is being replaced (App settings, Basic)",
    type: [text, "array"],
    items: { ...token, title: "App secret", mustBe: "an app secret (App settings, Basic)" },
    writeOnly: true,
    mustBe: "the app's secret, or a list of them (App settings, Basic)",
  },
  verifyToken: {
    type: text,
    // It travels in a query, where blanks are characters like others. At its ends they are a mistake in copying.
    pattern: "\\S(.*\\S)?",
    title: "Verify token",
    description: "a password of your own choice, entered at Meta beside the webhook URL",
    writeOnly: true,
    ownChoice: true,
    mustBe: "a password of your own choice: one line, not empty, and without blanks at its ends",
  },
  graphVersion: {
    title: "Graph API version",
    type: text,
    pattern: "v\\d+\\.\\d+",
    default: "v26.0",
    mustBe: 'a version such as "v26.0"',
  },
  graphBaseUrl: {
    title: "Graph API address",
    type: text,
    default: "https://graph.facebook.com",
    mustBe: "an https address without a path",
  },
} satisfies Record<string, OptionSchema>;
