import type { DeskScope } from "@causerie/protocol/desk";
import { lazy } from "react";
import type { TextKey } from "#i18n/texts.ts";
import type { PlainPage } from "#routing/route.ts";

/** `scope`: who sees it; without one everybody does. */
type Page = { title: TextKey; scope?: DeskScope };

/** In the order of the menu. */
export const pages: Record<"inbox" | PlainPage, Page> = {
  inbox: { title: "inbox", scope: "conversations.read" },
  channels: { title: "channels", scope: "channels.read" },
  stories: { title: "stories", scope: "stories.read" },
  figures: { title: "figures", scope: "figures.read" },
  queues: { title: "queues", scope: "desk.manage" },
  templates: { title: "templates", scope: "desk.manage" },
  trial: { title: "trial", scope: "stories.read" },
  people: { title: "people", scope: "people.manage" },
  keys: { title: "keys", scope: "people.manage" },
  audit: { title: "audit", scope: "audit.read" },
  sessions: { title: "sessions" },
  account: { title: "account" },
};

/** Each page is a file of its own, fetched when somebody goes there. */
export const components = {
  inbox: lazy(async () => ({ default: (await import("#inbox/InboxPage.tsx")).InboxPage })),
  channels: lazy(async () => ({ default: (await import("#channels/ChannelsPage.tsx")).ChannelsPage })),
  stories: lazy(async () => ({ default: (await import("#stories/StoriesPage.tsx")).StoriesPage })),
  figures: lazy(async () => ({ default: (await import("#figures/FiguresPage.tsx")).FiguresPage })),
  queues: lazy(async () => ({ default: (await import("#manage/QueuesPage.tsx")).QueuesPage })),
  templates: lazy(async () => ({ default: (await import("#manage/TemplatesPage.tsx")).TemplatesPage })),
  trial: lazy(async () => ({ default: (await import("#trial/TrialPage.tsx")).TrialPage })),
  people: lazy(async () => ({ default: (await import("#people/PeoplePage.tsx")).PeoplePage })),
  keys: lazy(async () => ({ default: (await import("#people/KeysPage.tsx")).KeysPage })),
  audit: lazy(async () => ({ default: (await import("#people/AuditPage.tsx")).AuditPage })),
  sessions: lazy(async () => ({ default: (await import("#account/SessionsPage.tsx")).SessionsPage })),
  account: lazy(async () => ({ default: (await import("#account/AccountPage.tsx")).AccountPage })),
};
