import type { Foundation } from "#app/backend/foundation.ts";
import type { DeskStories } from "./open-stories.ts";
import type { DeskRoute } from "#desk/http/route.ts";
import { trialRoutes } from "#desk/trials/trial-routes.ts";
import { Trials } from "#desk/trials/trials.ts";

/** The routes with which the team talks to the bot, when the configuration has a desk. */
export function openTrials(
  { settings, services, now }: Foundation,
  stories: Pick<DeskStories, "rules" | "texts"> | undefined,
): readonly DeskRoute[] {
  if (settings.desk === undefined) return [];
  const { bot, storyRules: configured } = settings;
  const limit = services.limits.rate("desk:trials", { count: 120, seconds: 60 });
  return trialRoutes(
    new Trials({ bot, storyRules: stories?.rules ?? (() => configured), revised: stories?.texts, now }),
    limit,
  );
}
