import type { RevisedTexts } from "#bot/bot-host.ts";
import type { Foundation } from "#app/backend/foundation.ts";
import type { Reception } from "#app/backend/reception.ts";
import type { RulesInForce } from "#bot/routing/story-rules.ts";
import type { TurnReport } from "#bot/turn-report.ts";
import type { DeskRoute } from "#desk/http/route.ts";
import { KeptTexts } from "#desk/stories/labels/kept-texts.ts";
import { KeptQuality } from "#desk/stories/quality/kept-quality.ts";
import { labelRoutes } from "#desk/stories/routes/label-routes.ts";
import { qualityRoutes } from "#desk/stories/routes/quality-routes.ts";
import { ruleRoutes } from "#desk/stories/routes/rule-routes.ts";
import { sentenceRoutes } from "#desk/stories/routes/sentence-routes.ts";
import { KeptRules } from "#desk/stories/rules/kept-rules.ts";
import { SentenceCollector } from "#desk/stories/sentences/collect-sentences.ts";

/** What the team decides about stories. `observe`: of each turn, once it is over. */
export type DeskStories = {
  routes: readonly DeskRoute[];
  rules: () => RulesInForce;
  texts: RevisedTexts;
  observe: (report: TurnReport) => void;
};

/** Opens the pages of the stories, when the configuration has a desk and the store keeps something for one. */
export async function openStories(
  { settings, services, now, logger }: Foundation,
  { connectors }: Pick<Reception, "connectors">,
  parts: AsyncDisposableStack,
): Promise<DeskStories | undefined> {
  const { store, signals } = services;
  if (settings.desk === undefined || store.desk === undefined) return undefined;
  const { records, sentences } = store.desk;
  const { bot, storyRules: configured } = settings;
  const rules = parts.use(await KeptRules.open({ records, configured, signals, now, logger }));
  const texts = parts.use(await KeptTexts.open({ records, signals, logger }));
  const collector = parts.use(new SentenceCollector({ sentences, bot, now, logger }));
  const quality = parts.use(new KeptQuality({ records, bot, now, logger }));
  const shared = {
    records,
    bot,
    configuredRules: configured,
    changedRules: () => rules.changed(),
    changedTexts: () => texts.changed(),
    channels: () => [...connectors.hosted.values()].map(({ id, displayName }) => ({ id, name: displayName ?? id })),
    sentences,
    writeSentences: () => collector.write(),
    channelKinds: () => [...new Set([...connectors.hosted.values()].map(({ channel }) => channel))],
    now,
  };
  return {
    routes: [...ruleRoutes(shared), ...sentenceRoutes(shared), ...qualityRoutes(quality), ...labelRoutes(shared)],
    rules: () => rules.inForce(),
    texts: texts.revised,
    observe: (report) => collector.observe(report),
  };
}
