import * as v from "valibot";
import { limits } from "./limits.ts";

/** One text for all, or one for each language, by its tag (`de`). `en` is for the languages that are not there. */
const words = v.union([
  v.pipe(v.string(), v.minLength(1), v.maxLength(limits.textLength)),
  v.pipe(
    v.record(v.string(), v.pipe(v.string(), v.minLength(1), v.maxLength(limits.textLength))),
    v.check((languages) => Object.keys(languages).length > 0, "must have a text in one language at least"),
  ),
]);

/** A button of a bubble. It opens the chat; with a `link` it is a tap on that link, else its label is what the visitor says. */
const proactiveButtonSchema = v.object({
  label: words,
  link: v.exactOptional(v.pipe(v.string(), v.minLength(1), v.maxLength(limits.linkLength))),
});

const share = v.pipe(v.number(), v.minValue(0), v.maxValue(100));

/** When a bubble is shown: everything that is given must be so. Nothing given: at once. */
const proactiveWhenSchema = v.object({
  /**
   * The pages: `/tickets/*` is a path, `https://www.example.com/*` a whole address. With `?` or `#` in it the query or the
   * fragment counts, too. `*` stands for anything.
   */
  pages: v.exactOptional(v.array(v.pipe(v.string(), v.minLength(1), v.maxLength(limits.refLength)))),
  /** Seconds that the visitor has seen the page. */
  seconds: v.exactOptional(v.pipe(v.number(), v.minValue(0))),
  /** Percent of the page's way that they have scrolled. A page without such a way is seen as a whole. */
  scroll: v.exactOptional(share),
  /** The pointer leaves the page at its top, as it does on the way to the tabs and the address. Not on touch screens. */
  exit: v.exactOptional(v.boolean()),
  /** The visitor has been here before: an earlier visit is over for 30 minutes or more. `false`: has not. */
  returning: v.exactOptional(v.boolean()),
});

/** A message that the site offers by itself, as a bubble beside the launcher. Nothing is sent before the visitor reacts. */
export const proactiveRuleSchema = v.object({
  /** Its name in what the visitor's browser remembers. */
  id: v.pipe(v.string(), v.minLength(1), v.maxLength(limits.clientIdLength)),
  text: words,
  buttons: v.exactOptional(v.pipe(v.array(proactiveButtonSchema), v.maxLength(3))),
  /** Sent to the bot when the visitor opens the chat by the bubble: a link of a story, or a name of yours. */
  referral: v.exactOptional(v.pipe(v.string(), v.minLength(1), v.maxLength(limits.refLength))),
  when: v.exactOptional(proactiveWhenSchema),
  /** How often at most: once in a visit (default), once in 24 hours, or once for good. */
  every: v.exactOptional(v.picklist(["visit", "day", "once"])),
  /** How often in all. Default 3. */
  max: v.exactOptional(v.pipe(v.number(), v.safeInteger(), v.minValue(1))),
  /** Also on small screens, of which it covers a part. Default false. */
  smallScreens: v.exactOptional(v.boolean()),
});
export type ProactiveRule = v.InferOutput<typeof proactiveRuleSchema>;

/** Of `GET …/proactive`: the rules of the server's configuration, the most important first. */
export const proactiveRulesSchema = v.object({ rules: v.array(proactiveRuleSchema) });
export type ProactiveRules = { rules: readonly ProactiveRule[] };
