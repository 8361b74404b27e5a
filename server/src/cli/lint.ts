import { encodeLink } from "#channel/message/link.ts";
import { TimeLimit } from "#async/time-limit.ts";
import type { CauserieConfig } from "#config/config.ts";
import { describeFinding } from "#testing/lint/finding.ts";
import { storyLint } from "#testing/lint/story-lint.ts";
import { configuredChannels } from "./configured-channels.ts";
import { UsageError } from "./usage-error.ts";

/** Milliseconds that a turn under way has to end when the time is up. */
const endingMs = 5_000;

/**
 * Prints the problems of the bot on the configured channels.
 * @param seconds how long it may take; a story that never returns must not keep a build waiting.
 * @returns 1 if there is an error.
 */
export async function lint(
  config: CauserieConfig,
  {
    links,
    answers,
    seconds = "60",
  }: { links: readonly string[]; answers: readonly string[]; seconds?: string | undefined },
): Promise<number> {
  if (!/^[1-9]\d{0,5}$/.test(seconds)) throw new UsageError(["--seconds must be a whole number from 1"]);
  const maxMs = Number(seconds) * 1000;
  const configured = configuredChannels(config);
  const linted = storyLint(config.bot, {
    maxMs,
    ...(configured.length === 0 ? {} : { channels: configured }),
    links: [...links, ...ruleTargets(config)],
    answers,
  });
  const findings = await inTime(linted, maxMs + endingMs);
  if (findings === undefined) {
    console.error(`lint did not end within ${seconds} seconds: a story does not return. Find it in causerie chat.`);
    // What the story waits for would keep the process alive.
    setImmediate(() => process.exit(1));
    return 1;
  }
  for (const finding of findings) console.log(describeFinding(finding));
  const errors = findings.filter(({ severity }) => severity === "error").length;
  console.log(findings.length === 0 ? "Nothing found." : `${errors} error(s), ${findings.length - errors} warning(s).`);
  return errors > 0 ? 1 : 0;
}

/** Undefined: the time was up first. */
async function inTime<Result>(work: Promise<Result>, ms: number): Promise<Result | undefined> {
  using limit = new TimeLimit({ ms, timeoutReason: () => new Error("the time is up") });
  return await Promise.race([
    work,
    new Promise<undefined>((resolve) =>
      limit.signal.addEventListener("abort", () => resolve(undefined), { once: true }),
    ),
  ]);
}

/** The links of stories that the operator's rules lead to: such stories need no words of their own. */
function ruleTargets({ storyRules = {} }: CauserieConfig): string[] {
  return Object.values(storyRules)
    .flatMap(({ connectors = {}, ...everywhere }) => [everywhere, ...Object.values(connectors)])
    .flatMap(({ redirectTo, endWith }) => [redirectTo, endWith])
    .filter((id) => id !== undefined)
    .map((id) => encodeLink(id));
}
