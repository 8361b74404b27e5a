import { ConfigError } from "#app/errors.ts";
import type { ConnectorDefinition } from "#channel/connector-definition.ts";
import { readSettings } from "#cli/loading/load-config.ts";
import type { CauserieConfig } from "#config/config.ts";
import type { AlexaDefinition } from "#connectors/alexa/alexa.ts";
import { interactionModel } from "#connectors/alexa/model/interaction-model.ts";
import { optionsSchema } from "#connectors/alexa/options.ts";
import { isLocale } from "#i18n/locale.ts";
import type { AlexaCommandOptions } from "./command.ts";
import { modelIntents } from "./model-intents.ts";

/**
 * Prints the interaction model of a skill as JSON, and on the other output what it could not take over.
 * @throws ConfigError when there is no such skill, or it has no invocation name.
 */
export function printModel(config: CauserieConfig, { connector, locale: given }: AlexaCommandOptions): number {
  const { connectors, bot } = readSettings(config);
  const skills = connectors.filter(isAlexa).filter(({ id }) => connector === undefined || id === connector);
  const [only] = skills;
  if (only === undefined)
    throw new ConfigError([
      connector === undefined
        ? "the configuration has no Alexa connector: add alexa({ … })"
        : `there is no Alexa connector "${connector}"`,
    ]);
  if (skills.length > 1)
    throw new ConfigError([`say which connector: --connector ${skills.map(({ id }) => id).join(" or --connector ")}`]);
  const { invocationName } = only.skill;
  const locale = given ?? only.skill.locale;
  if (!isLocale(locale)) throw new ConfigError([`--locale must be a language tag, e.g. fr-FR`]);
  if (invocationName === undefined)
    throw new ConfigError([
      `the connector "${only.id}" has no invocationName: the words by which people open the skill`,
    ]);
  const { model, findings } = interactionModel({ invocationName, intents: modelIntents(bot, locale) });
  for (const finding of findings) console.error(finding);
  console.log(JSON.stringify(model, undefined, 2));
  return 0;
}

function isAlexa(definition: ConnectorDefinition): definition is AlexaDefinition {
  return definition.options === optionsSchema && "skill" in definition;
}
