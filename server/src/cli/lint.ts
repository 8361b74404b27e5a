import { encodeLink } from "#channel/link.ts";
import type { CauserieConfig } from "#config/config.ts";
import { describeFinding } from "#testing/lint/finding.ts";
import { storyLint } from "#testing/lint/story-lint.ts";
import { configuredChannels } from "./configured-channels.ts";

/** Prints the problems of the bot on the configured channels. @returns 1 if there is an error. */
export async function lint(
  config: CauserieConfig,
  { links, answers }: { links: readonly string[]; answers: readonly string[] },
): Promise<number> {
  const configured = configuredChannels(config);
  const findings = await storyLint(config.bot, {
    ...(configured.length === 0 ? {} : { channels: configured }),
    links: [...links, ...ruleTargets(config)],
    answers,
  });
  for (const finding of findings) console.log(describeFinding(finding));
  const errors = findings.filter(({ severity }) => severity === "error").length;
  console.log(findings.length === 0 ? "Nothing found." : `${errors} error(s), ${findings.length - errors} warning(s).`);
  return errors > 0 ? 1 : 0;
}

/** The links of stories that the operator's rules lead to: such stories need no words of their own. */
function ruleTargets({ storyRules = {} }: CauserieConfig): string[] {
  return Object.values(storyRules)
    .flatMap(({ connectors = {}, ...everywhere }) => [everywhere, ...Object.values(connectors)])
    .flatMap(({ redirectTo, endWith }) => [redirectTo, endWith])
    .filter((id) => id !== undefined)
    .map((id) => encodeLink(id));
}
