import type { OptionSchema } from "#channel/options-schema.ts";

const text = "string" as const;

/** The options that all channels of the telephone have. @param id the default of the id, which is the path, too. */
export function callFields(id: string, deadlineMs: number, most: number) {
  return {
    id: {
      title: "Id",
      description: "names this connector in the store and the logs",
      type: text,
      pattern: "\\S+",
      default: id,
      mustBe: "a name without spaces",
    },
    path: {
      title: "Path",
      description: "where the platform posts what callers say",
      type: text,
      pattern: "(/[A-Za-z0-9_-]+)+",
      default: `/${id}`,
      mustBe: `a path such as "/${id}": a slash, then letters, digits, - and _`,
    },
    locale: {
      title: "Language",
      description: "BCP 47 tag of the language that callers speak, in which they are understood and answered",
      type: text,
      default: "en-US",
      mustBe: 'a language tag such as "en-US" or "fr-FR"',
    },
    deadlineMs: {
      title: "Deadline",
      description: "milliseconds until the answer goes out; the caller hears nothing until then",
      type: "integer",
      minimum: 500,
      maximum: most,
      default: deadlineMs,
      mustBe: `a number of milliseconds from 500 to ${most}`,
    },
  } as const satisfies Record<string, OptionSchema>;
}
