/**
 * Tests of stories without a server: a simulated person on any channel, with a clock of its own.
 *
 * ```ts
 * import { simulate } from "@causerie/server/testing";
 *
 * test("the weather is that of the city", async () => {
 *   const ada = simulate(bot, { locale: "en" });
 *   expect((await ada.say("weather in Lille")).texts).toEqual(["It is sunny in Lille."]);
 * });
 * ```
 * @module
 */
export type { LogEvent } from "#channel/log.ts";
export type { InspectedCandidate, TurnInspection } from "#bot/turn-inspection.ts";
export { across, type AcrossOptions } from "./across.ts";
export type { SimulatedAnswer } from "./answer.ts";
export type { BuiltInChannel, SimulatedChannel } from "./channels.ts";
export { describeFinding, type Finding, type LintRule } from "./lint/finding.ts";
export { type LintOptions, storyLint, type Translations } from "./lint/story-lint.ts";
export { type RecordedChannel, type RecordOptions, recordTest } from "./record/record-test.ts";
export { type RedactOptions, type Redactor, redactor } from "./record/redact.ts";
export type { SimulatedFile } from "./simulated-files.ts";
export { type Duration, simulate, type SimulatedPerson, type SimulateOptions } from "./simulate.ts";
